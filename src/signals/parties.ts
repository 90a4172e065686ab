import { loadData } from '../base/index.ts';
import { isListing } from '../entity/index.ts';
import { ambiguousName, orders, type Sentence } from '../law/index.ts';
import { registerEntities } from '../lists/index.ts';
import { PhraseIndex } from './phrase-index.ts';
import { type Word, wordsOf } from './plain-text.ts';
import { written } from './rules.ts';

/** A party that announcements are searched for: one of the register, an order, or the caller's. */
export interface KnownParty {
  readonly id: string;
  readonly caption: string;
  /** Whole names; `LAST, First` is also found as `First LAST`. */
  readonly names: readonly string[];
  /** Weak aliases, as lists call them: they ask, they never name. */
  readonly weakNames?: readonly string[];
  /** Numbers and codes that belong to this party alone, found as they stand. */
  readonly ids?: readonly string[];
}

interface Rules {
  readonly leastLetters: number;
  readonly acronymLetters: readonly [number, number];
  readonly why: Readonly<Record<'several' | 'weak' | 'short', Sentence>>;
}

const rules = loadData<Rules>('signals/parties.json');

/** One party's claim to a phrase. */
interface Claim {
  readonly party: KnownParty;
  readonly name: string;
  readonly weak: boolean;
}

/** A name in a sentence, with everybody who may be meant. */
export interface PartyHit {
  readonly name: string;
  readonly parties: readonly { readonly id: string; readonly caption: string }[];
  readonly standing: 'named' | 'open';
  readonly why: Sentence | null;
  readonly words: string;
}

/** The parties of the built-in register, and the institutions that orders name. */
export function builtInParties(): readonly KnownParty[] {
  builtIn ??= readBuiltIn();
  return builtIn;
}

let builtIn: readonly KnownParty[] | undefined;

function readBuiltIn(): readonly KnownParty[] {
  const listed = [...registerEntities()]
    .filter(({ schema }) => isListing(schema))
    .map((entity) => ({
      id: entity.id,
      caption: entity.caption,
      names: ['name', 'alias', 'previousName'].flatMap((property) => entity.texts(property)),
      weakNames: entity.texts('weakAlias'),
    }));
  const ordered = [...orders.values()].map(({ id, names, include, bics }) => ({
    id,
    caption: names[0] ?? id,
    names: [...names, ...include.flatMap(({ name, aliases = [] }) => [name, ...aliases])],
    ids: bics,
  }));
  return [...listed, ...ordered];
}

/** Finds names and ids of known parties in sentences. */
export class PartyIndex {
  readonly #index = new PhraseIndex<Claim>();
  readonly #byId = new Map<string, KnownParty>();

  constructor(parties: readonly KnownParty[]) {
    for (const party of parties) {
      this.#byId.set(party.id, party);
      for (const name of party.names) this.#add(party, name, false);
      for (const name of party.weakNames ?? []) this.#add(party, name, true);
      for (const id of [party.id, ...(party.ids ?? [])]) {
        this.#index.add(id, { party, name: id, weak: false });
      }
    }
  }

  #add(party: KnownParty, name: string, weak: boolean): void {
    const claim = { party, name, weak };
    this.#index.add(name, claim);
    const comma = name.indexOf(',');
    // Announcements write people in the other order; companies have a comma before their form.
    if (comma > 0) this.#index.add(`${name.slice(comma + 1)} ${name.slice(0, comma)}`, claim);
  }

  /** Every name in a sentence; of names that overlap, the longest. */
  find(sentence: string, words = wordsOf(sentence)): readonly PartyHit[] {
    const spans = new Map<string, { start: number; end: number; claims: Claim[] }>();
    for (const { value, start, end } of this.#index.find(words)) {
      if (value.weak && !mayBeAlias(value.name, words, start, end)) continue;
      const span = spans.get(`${start}-${end}`);
      if (span === undefined) spans.set(`${start}-${end}`, { start, end, claims: [value] });
      else span.claims.push(value);
    }
    const longest = [...spans.values()].sort(
      (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start,
    );
    const kept: typeof longest = [];
    for (const span of longest) {
      if (kept.every(({ start, end }) => span.end <= start || end <= span.start)) kept.push(span);
    }
    return kept
      .sort((a, b) => a.start - b.start)
      .map(({ start, end, claims }) => this.#hit(written(sentence, words, start, end), claims));
  }

  /** All who go by the words: those with the name, and those that the law's table adds. */
  #hit(words: string, claims: readonly Claim[]): PartyHit {
    const strong = claims.filter(({ weak }) => !weak);
    const ambiguous = ambiguousName(words);
    const ids = new Set([...claims.map(({ party }) => party.id), ...(ambiguous?.parties ?? [])]);
    const parties = [...ids]
      .sort()
      .map((id) => ({ id, caption: this.#byId.get(id)?.caption ?? id }));
    const [first] = strong.length > 0 ? strong : claims;
    const why =
      parties.length > 1
        ? (ambiguous?.why ?? rules.why.several)
        : strong.length === 0
          ? rules.why.weak
          : isShort(words)
            ? rules.why.short
            : null;
    const name = (first as Claim).name;
    return { name, parties, standing: why === null ? 'named' : 'open', why, words };
  }
}

function isShort(words: string): boolean {
  const parts = wordsOf(words);
  return parts.length === 1 && (parts[0]?.folded.length ?? 0) < rules.leastLetters;
}

/** A weak alias of several words, or an acronym that is written as one. */
function mayBeAlias(name: string, words: readonly Word[], start: number, end: number): boolean {
  if (end - start > 1) return true;
  const [least, most] = rules.acronymLetters;
  const { length } = name;
  return length >= least && length <= most && /^\p{Lu}+$/u.test(name) && words[start]?.raw === name;
}
