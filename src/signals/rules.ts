import { loadData } from '../base/index.ts';
import type { Sentence } from '../law/index.ts';
import { type PhraseHit, PhraseIndex } from './phrase-index.ts';
import { type Word, wordsOf } from './plain-text.ts';
import { KINDS, type Kind } from './types.ts';

/** The rules of `data/signals` that say what a sentence announces and which programmes it names. */

interface KindRule {
  readonly id: string;
  readonly all: readonly (readonly string[])[];
  readonly none: readonly string[];
}

interface KindRow {
  readonly kind: Kind;
  readonly name: Sentence;
  readonly todo: readonly Sentence[];
  readonly rules: readonly KindRule[];
}

const { kinds, also } = loadData<{
  readonly kinds: readonly KindRow[];
  readonly also: Readonly<Record<'open' | 'unknownPublisher', Sentence>>;
}>('signals/kinds.json');
const rowOf = new Map(kinds.map((row) => [row.kind, row]));

/** What a kind is called. */
export function kindName(kind: Kind): Sentence {
  return rowOf.get(kind)?.name ?? { en: kind, es: kind };
}

/** What a person should do besides, where something is not settled. */
export const alsoTodo = also;

/** What a person should do about these kinds of events, each thing once. */
export function todoOf(which: readonly Kind[]): readonly Sentence[] {
  return KINDS.filter((kind) => which.includes(kind)).flatMap(
    (kind) => rowOf.get(kind)?.todo ?? [],
  );
}

/** Which part of which rule a phrase satisfies; group -1 is what must not stand there. */
interface Part {
  readonly rule: number;
  readonly group: number;
}

const rules = kinds.flatMap(({ kind, rules: all }) => all.map((rule) => ({ ...rule, kind })));
const index = new PhraseIndex<Part>();
rules.forEach(({ all, none }, rule) => {
  all.forEach((phrases, group) => {
    for (const phrase of phrases) index.add(phrase, { rule, group });
  });
  for (const phrase of none) index.add(phrase, { rule, group: -1 });
});

/** A rule that a clause satisfies, with the words that did it. */
export interface RuleHit<What> {
  readonly what: What;
  readonly rule: string;
  readonly words: readonly string[];
}

/** What a sentence announces. Each clause between semicolons stands for itself. */
export function kindsIn(sentence: string, words = wordsOf(sentence)): readonly RuleHit<Kind>[] {
  const clauses: PhraseHit<Part>[][] = [];
  let clause = 0;
  let before = 0;
  for (const hit of index.find(words)) {
    // Hits come in the order of the text, so that the semicolons before each are counted once.
    const at = words[hit.start]?.start as number;
    clause += semicolons(sentence, before, at);
    before = at;
    if (semicolons(sentence, at, words[hit.end - 1]?.end as number) > 0) continue;
    clauses[clause] ??= [];
    clauses[clause]?.push(hit);
  }
  return clauses.flatMap((hits) => kindsInClause(sentence, words, hits));
}

function semicolons(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(';', from); at >= 0 && at < to; at = text.indexOf(';', at + 1))
    count++;
  return count;
}

function kindsInClause(
  text: string,
  words: readonly Word[],
  hits: readonly PhraseHit<Part>[],
): readonly RuleHit<Kind>[] {
  const found = new Map<number, Map<number, string>>();
  for (const { value, start, end } of hits) {
    const groups = found.get(value.rule) ?? new Map<number, string>();
    found.set(value.rule, groups);
    if (!groups.has(value.group)) groups.set(value.group, written(text, words, start, end));
  }
  return rules.flatMap(({ id, kind, all }, at) => {
    const groups = found.get(at);
    if (groups === undefined || groups.has(-1) || groups.size < all.length) return [];
    return [{ what: kind, rule: id, words: all.map((_, group) => groups.get(group) as string) }];
  });
}

/** The words as they stand in the text, with what is between them. */
export function written(text: string, words: readonly Word[], start: number, end: number): string {
  return text.slice(words[start]?.start, words[end - 1]?.end);
}

interface ProgrammeRow {
  readonly programme: string;
  readonly exact: readonly string[];
  readonly phrases: readonly string[];
}

const table = loadData<{ programmes: readonly ProgrammeRow[] }>('signals/programmes.json');
const programmeIndex = new PhraseIndex<{ programme: string; rule: string; exact: boolean }>();
for (const { programme, exact, phrases } of table.programmes) {
  for (const rule of exact) programmeIndex.add(rule, { programme, rule, exact: true });
  for (const rule of phrases) programmeIndex.add(rule, { programme, rule, exact: false });
}

/** The programmes that a sentence names. */
export function programmesIn(
  sentence: string,
  words = wordsOf(sentence),
): readonly RuleHit<string>[] {
  return programmeIndex.find(words).flatMap(({ value, start, end }) => {
    const { programme, rule, exact } = value;
    const text = written(sentence, words, start, end);
    return exact && text !== rule ? [] : [{ what: programme, rule, words: [text] }];
  });
}

interface Publisher {
  readonly host: string;
  readonly name: string;
}

const { publishers } = loadData<{ publishers: readonly Publisher[] }>('signals/publishers.json');

/** The official publisher that an address belongs to; the most specific one. */
export function publisherOf(link: string | null): string | null {
  if (link === null) return null;
  const { hostname } = new URL(link);
  const found = publishers
    .filter(({ host }) => hostname === host || hostname.endsWith(`.${host}`))
    .sort((a, b) => b.host.length - a.host.length);
  return found[0]?.name ?? null;
}
