import { loadData } from '../../base/index.ts';

/** The ways a statement can be handled; what each does stands in `party.ts`. */
export type Handling =
  | 'birthDate'
  | 'birthPlace'
  | 'country'
  | 'date'
  | 'gender'
  | 'identifier'
  | 'ignore'
  | 'imo'
  | 'link'
  | 'notes'
  | 'provision'
  | 'text'
  | 'wallet'
  | 'weakName';

/** What `data/lists/ofac-labels.json` says of one label. */
export interface LabelRule {
  readonly as: Handling;
  /** Properties, of which the first that the schema has is taken. */
  readonly to?: readonly string[];
  /** For `link`: the role of the other party. */
  readonly role?: string;
  /** For `ignore`: why nothing is lost. */
  readonly reason?: string;
}

/** A label at the beginning of a statement, and what follows it. */
export interface FoundLabel {
  readonly label: string;
  readonly rest: string;
  readonly rule: LabelRule;
}

interface Pattern {
  readonly pattern: RegExp;
  readonly rule: LabelRule;
}

const table = loadData<{
  labels: Record<string, LabelRule>;
  honorifics: readonly string[];
  notCountries: Record<string, string>;
  issuers: Record<string, string>;
}>('lists/ofac-labels.json');

const exact = new Map<string, LabelRule>();
const patterns: Pattern[] = [];
/** Exact labels by their first word, the longest first, so that few are tried on a statement. */
const byFirstWord = new Map<string, string[]>();

const firstWord = (text: string): string => /^[^ :]*/.exec(text)?.[0] ?? '';

for (const [label, rule] of Object.entries(table.labels)) {
  if (label.includes('*')) {
    const source = label
      .replace(/[.()[\]?+^$|\\-]/g, '\\$&')
      .replace(/\\\(\*\\\)|\*/, (star) => (star === '*' ? '[^ ]+' : '\\([^()]*\\)'));
    patterns.push({ pattern: new RegExp(`^${source}(?= |$)`), rule });
    continue;
  }
  exact.set(label, rule);
  const labels = byFirstWord.get(firstWord(label)) ?? [];
  labels.push(label);
  byFirstWord.set(firstWord(label), labels);
}
for (const labels of byFirstWord.values()) labels.sort((a, b) => b.length - a.length);

/** What a whole label means; undefined when it is not in the table. */
export function ruleOf(label: string): LabelRule | undefined {
  const known = exact.get(label);
  if (known !== undefined) return known;
  return patterns.find(({ pattern }) => pattern.exec(label)?.[0] === label)?.rule;
}

/** The longest known label that a statement begins with, as a whole word. */
export function findLabel(statement: string): FoundLabel | undefined {
  for (const label of byFirstWord.get(firstWord(statement)) ?? []) {
    if (!statement.startsWith(label)) continue;
    const next = statement.charAt(label.length);
    if (next !== '' && next !== ' ' && !label.endsWith(':')) continue;
    const rule = exact.get(label) as LabelRule;
    return { label, rest: statement.slice(label.length).trim(), rule };
  }
  for (const { pattern, rule } of patterns) {
    const label = pattern.exec(statement)?.[0];
    if (label !== undefined) return { label, rest: statement.slice(label.length).trim(), rule };
  }
  return undefined;
}

/** Every exact label with its rule; labels with a star are left out. */
export function exactLabels(): ReadonlyMap<string, LabelRule> {
  return exact;
}

const honorifics = new Set(table.honorifics.map((word) => word.toLowerCase()));

/** Whether a part of the title column is a form of address and not an office: `Haji`, `Dr.`. */
export function isHonorific(text: string): boolean {
  return honorifics.has(text.toLowerCase().replace(/\.$/, ''));
}

/** Whether the publisher uses this in the place of a country although it is none we could name. */
export function isNoCountry(text: string): boolean {
  return text in table.notCountries || text in table.issuers;
}
