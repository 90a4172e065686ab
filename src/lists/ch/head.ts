import { Cursor } from '../cursor.ts';
import { clean } from '../party-record.ts';
import type { ListFile, ReadContext } from '../types.ts';
import { readXml, type XmlElement } from '../xml.ts';

/** One measure of an ordinance, to which targets refer by its number. */
export interface Measure {
  /** The ordinance. */
  readonly programme: string | undefined;
  readonly key: string | undefined;
  readonly article: string | undefined;
  /** Who decided it first: `EU`, `UN` or Switzerland itself. */
  readonly origin: string | undefined;
}

export interface Place {
  readonly local: readonly string[];
  readonly code: string | undefined;
  readonly words: string | undefined;
}

/** What targets refer to, and which of them are listed today. */
export interface Head {
  readonly date: string | undefined;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly places: ReadonlyMap<string, Place>;
  readonly listed: ReadonlySet<string>;
}

export const LAYOUT = {
  root: 'swiss-sanctions-list',
  records: ['sanctions-program', 'target', 'place'],
};

/**
 * Reads programmes and places, wherever in the file they stand: a target may name a place that
 * follows it.
 */
export async function readHead(file: ListFile, context: ReadContext): Promise<Head> {
  const measures = new Map<string, Measure>();
  const places = new Map<string, Place>();
  const listed = new Set<string>();
  let date: string | undefined;
  const signal = (record: string, kind: 'unknown-element' | 'odd-value', found: string) =>
    context.onSignal({ kind, record, found });
  for await (const event of readXml(file, LAYOUT)) {
    context.signal?.throwIfAborted();
    if (event.kind === 'open') date = clean(event.attributes.get('date'));
    else if (event.kind === 'other') signal(file.name, 'unknown-element', event.path);
    else {
      const id = clean(event.element.attributes.get('ssid')) ?? '';
      if (event.element.name === 'target') {
        if (modifications(event.element)[0]?.type !== 'de-listed') listed.add(id);
        continue;
      }
      const cursor = new Cursor(event.element);
      cursor.ignore('ssid');
      if (event.element.name === 'place') places.set(id, readPlaceParts(cursor));
      else for (const [set, measure] of readProgramme(cursor)) measures.set(set, measure);
      for (const found of cursor.left()) signal(id, 'unknown-element', found);
    }
  }
  return { date, measures, places, listed };
}

/** The child in English; without one, the first. */
function english(cursor: Cursor, name: string): string | undefined {
  const all = cursor.all(name).map((child) => [child.attribute('lang'), clean(child.text())]);
  return (all.find(([lang]) => lang === 'eng') ?? all[0])?.[1];
}

function readProgramme(cursor: Cursor): readonly (readonly [string, Measure])[] {
  cursor.ignore('version-date', 'predecessor-version-date');
  const key = english(cursor, 'program-key');
  const programme = english(cursor, 'program-name');
  const origin = clean(cursor.take('origin'));
  const found = new Map<string, Measure>();
  for (const set of cursor.all('sanctions-set')) {
    const id = clean(set.attribute('ssid')) ?? '';
    const lang = set.attribute('lang');
    const article = clean(set.text());
    if (found.has(id) && lang !== 'eng') continue;
    found.set(id, { programme, key, article, origin });
  }
  return [...found];
}

/** Reads what a place, or an address without one, says of where it is. */
export function readPlaceParts(cursor: Cursor): Place {
  cursor.ignore('location-variant', 'area-variant', 'variant-type');
  const names = ['c-o', 'address-details', 'p-o-box', 'zip-code', 'location', 'area'];
  const local = names.map((name) => {
    const text = clean(cursor.take(name));
    return name === 'p-o-box' && text !== undefined ? `P.O. Box ${text}` : text;
  });
  const country = cursor.child('country');
  const code = clean(country?.attribute('iso-code'));
  const words = clean(country?.text());
  return { local: local.filter((part) => part !== undefined), code, words: words ?? code };
}

export interface Modification {
  readonly type: string;
  readonly day: string | undefined;
}

/** The history of a target, newest first; what was added and removed is of the past. */
export function modifications(target: XmlElement): readonly Modification[] {
  const found = target.children
    .filter(({ name }) => name === 'modification')
    .map(({ attributes }): Modification => {
      const days = DAYS.map((name) => clean(attributes.get(name)));
      const type = clean(attributes.get('modification-type')) ?? 'absent';
      return { type, day: days.find((day) => day !== undefined) };
    });
  // On one day the publisher's order holds, which is newest first too.
  return found.sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : a.day === b.day ? 0 : -1));
}

const DAYS = ['effective-date', 'publication-date', 'enactment-date'];

/** Takes the history, which is read from the element itself, and the past states in it. */
export function takeModifications(cursor: Cursor): void {
  for (const child of cursor.all('modification')) {
    child.ignore('modification-type', ...DAYS, 'added', 'removed', 'remark');
  }
}
