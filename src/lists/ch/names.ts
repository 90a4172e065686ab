import type { Cursor } from '../cursor.ts';
import { clean, type PartyRecord } from '../party-record.ts';

/** A part of a name with its other spellings, by language and script. */
interface Part {
  readonly order: number;
  readonly type: string;
  readonly value: string;
  readonly variants: ReadonlyMap<string, readonly string[]>;
}

/** The property of a part of a person's name; empty for one that only stands in the whole. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['title', 'title'],
  ['given-name', 'firstName'],
  ['further-given-name', 'secondName'],
  ['father-name', 'fatherName'],
  ['grand-father-name', ''],
  ['family-name', 'lastName'],
  ['maiden-name', ''],
  ['suffix', 'nameSuffix'],
  ['tribal-name', ''],
  ['whole-name', ''],
  ['other', ''],
]);

const TYPES: ReadonlyMap<string, string> = new Map([
  ['primary-name', 'name'],
  ['alias', 'alias'],
  ['formerly-known-as', 'previousName'],
]);

/** More spellings of one name than this are combinations that nobody wrote. */
const SPELLINGS = 20;

/** Reads the names of an identity; its main name first, each with its other spellings. */
export function readNames(identity: Cursor, record: PartyRecord): void {
  for (const name of identity.all('name')) readName(name, record);
}

function readName(name: Cursor, record: PartyRecord): void {
  const { party } = record;
  name.ignore('ssid', 'lang');
  const type = clean(name.attribute('name-type')) ?? 'absent';
  const quality = clean(name.attribute('quality')) ?? 'good';
  const parts = name
    .all('name-part')
    .map((part) => readPart(part, record))
    .filter((part) => part !== undefined)
    .sort((a, b) => a.order - b.order);
  const known = TYPES.get(type);
  if (known === undefined) record.signal('unknown-value', `name-type ${type}`);
  if (quality !== 'good' && quality !== 'low') record.signal('unknown-value', `quality ${quality}`);
  const whole = clean(wholeOf(parts, (part) => part.value));
  if (whole === undefined) {
    record.signal('odd-value', 'a name without parts');
    return;
  }
  const isMain = known === 'name' && quality === 'good' && !party.has('name');
  const property = quality === 'low' ? 'weakAlias' : known === 'name' && !isMain ? 'alias' : known;
  party.add(property ?? 'alias', whole);
  for (const one of spellings(parts))
    party.add(quality === 'low' ? 'weakAlias' : 'alias', one, whole);
  if (party.schema !== 'Person') return;
  for (const { type: part, value } of parts) {
    const to = PARTS.get(part);
    if (part === 'tribal-name') party.add('weakAlias', value);
    else if (to === 'title' || (isMain && to !== undefined && to !== '')) party.add(to, value);
  }
}

function readPart(part: Cursor, record: PartyRecord): Part | undefined {
  const type = clean(part.attribute('name-part-type')) ?? 'absent';
  if (!PARTS.has(type)) record.signal('unknown-value', `name-part-type ${type}`);
  const order = Number(clean(part.attribute('order')) ?? '0');
  const value = clean(part.take('value'));
  const variants = new Map<string, string[]>();
  for (const variant of part.all('spelling-variant')) {
    variant.ignore('ssid', 'spelling-variant-type');
    const key = `${clean(variant.attribute('lang'))} ${clean(variant.attribute('script'))}`;
    const text = clean(variant.text());
    if (text !== undefined) variants.set(key, [...(variants.get(key) ?? []), text]);
  }
  if (value === undefined || !Number.isFinite(order)) {
    record.signal('odd-value', `a part of a name without value or order (${type})`);
    return undefined;
  }
  return { order, type, value, variants };
}

/** The parts in their order; a title is none of the name. */
const wholeOf = (parts: readonly Part[], say: (part: Part) => string): string =>
  parts
    .filter(({ type }) => type !== 'title')
    .map(say)
    .join(' ');

/**
 * The name in other spellings: for each language and script all parts that have one, and the others
 * as they are. Where a part has several, each is tried in turn.
 */
function spellings(parts: readonly Part[]): readonly string[] {
  const keys = new Set(parts.flatMap(({ variants }) => [...variants.keys()]));
  const found = new Set<string>();
  for (const key of keys) {
    const most = Math.max(...parts.map(({ variants }) => variants.get(key)?.length ?? 0));
    for (let i = 0; i < most && found.size < SPELLINGS; i++) {
      found.add(
        wholeOf(parts, ({ value, variants }) => {
          const own = variants.get(key);
          return own?.[Math.min(i, own.length - 1)] ?? value;
        }),
      );
    }
  }
  return [...found];
}
