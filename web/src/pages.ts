import { useEffect, useState } from 'react';
import { type PartyRoute, readRoute } from './route.ts';

/** What is asked of the list of cases. */
export interface CaseSearch {
  /** A state, `open` for all that are not closed, or empty for all. */
  readonly status: string;
  readonly assignee: string;
  readonly priority: string;
  readonly order: 'newest' | 'oldest' | 'due';
  /** From 0. */
  readonly page: number;
}

export const ALL_OPEN: CaseSearch = {
  status: 'open',
  assignee: '',
  priority: '',
  order: 'newest',
  page: 0,
};

/** Documents beside cases that have a list and a page each, as addresses call them. */
export const DOCUMENTS = ['redress', 'properties', 'bulks'] as const;
export type DocumentPath = (typeof DOCUMENTS)[number];

/** What is asked of a list of documents: values of fields, by their names. */
export type Asked = Readonly<Record<string, string>>;

/** What the address asks for. */
export type Page =
  | { readonly kind: 'look-up' }
  | { readonly kind: 'party'; readonly route: PartyRoute }
  | RecordPage;

/** Pages of accounts and of what belongs to organisations. */
export type RecordPage =
  | { readonly kind: 'join'; readonly token: string }
  | { readonly kind: 'sign-in'; readonly organisation: string; readonly handle: string }
  | { readonly kind: 'cases'; readonly search: CaseSearch }
  | { readonly kind: 'case'; readonly id: string }
  | { readonly kind: 'suppressions'; readonly standing: string; readonly page: number }
  | {
      readonly kind: 'documents';
      readonly of: DocumentPath;
      readonly asked: Asked;
      readonly page: number;
    }
  | { readonly kind: 'document'; readonly of: DocumentPath; readonly id: string }
  | { readonly kind: 'keys'; readonly page: number }
  | { readonly kind: 'users' | 'account' };

const LOOK_UP: Page = { kind: 'look-up' };

/** The page that a hash names; looking up for any that is none. */
export function readPage(hash: string): Page {
  const route = readRoute(hash);
  if (route !== undefined) return { kind: 'party', route };
  const [path = '', query = ''] = hash.replace(/^#\//, '').split('?');
  const [name, ...rest] = path.split('/');
  const asked = new URLSearchParams(query);
  const of = (field: string, usual = ''): string => asked.get(field) ?? usual;
  try {
    const id = decodeURIComponent(rest.join('/'));
    if (name === 'join' && id !== '') return { kind: 'join', token: id };
    if (name === 'sign-in') {
      return { kind: name, organisation: of('organisation', 'main'), handle: of('handle') };
    }
    if (name === 'cases' && id !== '') return { kind: 'case', id };
    if (name === 'cases') return { kind: name, search: readSearch(of) };
    if (name === 'suppressions') {
      return { kind: name, standing: of('status', 'active'), page: pageOf(of('page')) };
    }
    const documents = DOCUMENTS.find((one) => one === name);
    if (documents !== undefined && id !== '') return { kind: 'document', of: documents, id };
    if (documents !== undefined) return readDocuments(documents, asked);
    if (name === 'keys') return { kind: name, page: pageOf(of('page')) };
    return name === 'users' || name === 'account' ? { kind: name } : LOOK_UP;
  } catch {
    return LOOK_UP;
  }
}

const pageOf = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : 0);

function readDocuments(of: DocumentPath, query: URLSearchParams): Page {
  const { page = '', ...asked } = Object.fromEntries(query);
  return { kind: 'documents', of, asked, page: pageOf(page) };
}

function readSearch(of: (field: string, usual?: string) => string): CaseSearch {
  const order = of('order');
  return {
    status: of('status', 'open'),
    assignee: of('assignee'),
    priority: of('priority'),
    order: order === 'oldest' || order === 'due' ? order : 'newest',
    page: pageOf(of('page')),
  };
}

/** The hash of a list of cases; what is as usual is left out. */
export function casesHash(search: Partial<CaseSearch> = {}): string {
  const all = { ...ALL_OPEN, ...search };
  const asked = new URLSearchParams();
  for (const [field, value] of Object.entries(all)) {
    if (value !== ALL_OPEN[field as keyof CaseSearch]) asked.set(field, String(value));
  }
  return hashOf('cases', asked);
}

export const caseHash = (id: string): string => `#/cases/${encodeURIComponent(id)}`;

export function suppressionsHash(standing = 'active', page = 0): string {
  const asked = new URLSearchParams();
  if (standing !== 'active') asked.set('status', standing);
  if (page > 0) asked.set('page', String(page));
  return hashOf('suppressions', asked);
}

/** The hash of a list of documents; what was not asked for is left out. */
export function documentsHash(of: DocumentPath, given: Asked = {}, page = 0): string {
  const asked = new URLSearchParams(given);
  if (page > 0) asked.set('page', String(page));
  return hashOf(of, asked);
}

export const documentHash = (of: DocumentPath, id: string): string =>
  `#/${of}/${encodeURIComponent(id)}`;

export const keysHash = (page = 0): string => (page > 0 ? `#/keys?page=${page}` : '#/keys');

const hashOf = (path: string, asked: URLSearchParams): string =>
  asked.size === 0 ? `#/${path}` : `#/${path}?${asked}`;

/** What the address asks for now; it follows links and the browser's own buttons. */
export function usePage(): Page {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const onChange = () => setHash(location.hash);
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  return readPage(hash);
}
