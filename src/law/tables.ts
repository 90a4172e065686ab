import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadData, packageRoot, sha256 } from '../base/index.ts';
import type {
  Act,
  Citation,
  Clock,
  Held,
  Licence,
  Order,
  Programme,
  Reach,
  Sentence,
  Verified,
} from './types.ts';

/** The tables of `data/law`, read once. Everything that is said about the law stands in them. */

const NAMES = [
  'actors',
  'ambiguous-names',
  'calendars',
  'citations',
  'clocks',
  'designations',
  'licences',
  'orders',
  'programmes',
  'words',
] as const;

/** Sixteen hexadecimal digits of all tables: which law an answer was given by. */
export const lawVersion: string = sha256(
  NAMES.map((name) => readFileSync(join(packageRoot, 'data/law', `${name}.json`), 'utf8')).join(''),
).slice(0, 16);

export const citations = new Map(
  Object.entries(loadData<{ citations: Record<string, Citation> }>('law/citations.json').citations),
);

const byId = <Row extends { readonly id: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, Row> => new Map(rows.map((row) => [row.id, row]));

export const programmes = byId(
  loadData<{ programmes: readonly Programme[] }>('law/programmes.json').programmes,
);

const programmeOfTag = new Map(
  [...programmes.values()].flatMap((programme) =>
    [programme.id, ...programme.tags].map((tag) => [tag.toUpperCase(), programme] as const),
  ),
);

/** The programme of this id or list tag, whatever its case. */
export function programmeOf(tag: string): Programme | undefined {
  return programmeOfTag.get(tag.trim().toUpperCase());
}

export const orders = byId(loadData<{ orders: readonly Order[] }>('law/orders.json').orders);

export const licences = byId(
  loadData<{ licences: readonly Licence[] }>('law/licences.json').licences,
);

export const clocks = byId(loadData<{ clocks: readonly Clock[] }>('law/clocks.json').clocks);

/** What `data/law/designations.json` adds to the register. */
export interface ExtraDesignation {
  readonly party: string;
  readonly programme: string;
  readonly held: readonly Held[];
  readonly citations: readonly string[];
  readonly verified: Verified;
  readonly note: Sentence;
}

export const extra = loadData<{
  readonly notices: Readonly<Record<string, string>>;
  readonly evidence: Readonly<Record<string, Verified>>;
  readonly designations: readonly ExtraDesignation[];
}>('law/designations.json');

interface Words {
  readonly acts: Readonly<Record<Act, Sentence>>;
  readonly reaches: Readonly<Record<Reach, Sentence>>;
  readonly verified: Readonly<Record<Verified, Sentence>>;
  readonly verifiedShort: Readonly<Record<Verified, Sentence>>;
  readonly certainties: Readonly<
    Record<'in-force' | 'uncertain' | 'announced' | 'not-yet' | 'proposed' | 'ended', Sentence>
  >;
  readonly via: Readonly<
    Record<'listed' | 'owned-50' | 'owned-less' | 'controlled' | 'agent', Sentence>
  >;
  readonly viaTexts: Readonly<Record<'not-owned-50' | 'judge-interest' | 'order-names', Sentence>>;
  readonly orderTexts: Readonly<Record<'elsewhere' | 'excluded' | 'sarKey', Sentence>>;
  readonly remedies: readonly {
    readonly text: Sentence;
    readonly citations: readonly string[];
    readonly verified: Verified;
  }[];
  readonly asked: Sentence;
  readonly unmodelled: Sentence;
  readonly notice: Sentence;
  readonly union: Sentence;
  readonly mayApply: Sentence;
}

/** The words in which answers are given. */
export const lawWords = loadData<Words>('law/words.json');
