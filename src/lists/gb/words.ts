import { loadData } from '../../base/index.ts';
import { countryCode } from '../../entity/index.ts';

const table = loadData<{
  readonly nationalities: Readonly<Record<string, string>>;
  readonly terror: readonly string[];
}>('lists/gb-words.json');

/** Whether a regime is about terrorism as such. */
export const isTerror = (regime: string): boolean => table.terror.includes(regime);

/**
 * The values of one cell: `(1) Tripoli (2) Tunis`, `(1)-(2) Tunisia (3) Libya`, or with bars. A
 * hyphen stands for a value that is not known.
 */
export function numbered(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  return text
    .split(/\((?:\d{1,2}|[a-h])\)(?:\s*(?:-|to)\s*\(\d{1,2}\))?|\|/)
    .map((part) => part.trim().replace(/[.;,]$/, ''))
    .filter((part) => part !== '' && part !== '-');
}

/** The code of a country or nationality: `Tunisian`, `Italy (at time of listing)`, `Iran`. */
export function codeOf(text: string): string | undefined {
  const bare = text
    .replace(/\s*\(.*\)$/, '')
    .replace(/\s+citizenship$/, '')
    .trim();
  const known = Object.hasOwn(table.nationalities, bare) ? table.nationalities[bare] : undefined;
  return known ?? (/^[A-Za-z]{1,3}$/.test(bare) ? undefined : countryCode(bare));
}

/** A number, with the letters of its series before it: `A-000001`, `D 000001`, `BPA C1`. */
const NUMBER = /(?:[A-Z]{1,4}[ -])?[A-Z]*\d[\w/.-]*/.source;

/** After the words that announce it. */
const LABELLED = new RegExp(
  `\\b(?:[Nn]umber|[Nn]o|[Cc]ode|[Cc]ard|ID)\\b\\.?\\s*:?\\s*(${NUMBER})`,
  'g',
);

/** At the beginning: `A-000001 (Country)`, `no.: 000001`. */
const LEADING = new RegExp(`^(?:[Nn]o\\.?:?\\s*)?(${NUMBER})`);

/** Inside words that do not announce it, where it is long enough to be no day. */
const INSIDE = /\b((?:[A-Z]{1,3} )?[A-Z]{0,4}\d[\w/-]{5,})/;

/** The numbers that a text about documents holds; none when there is no telling. */
export function numbersIn(text: string): readonly string[] {
  const leading = LEADING.exec(text)?.[1];
  const labelled = [...text.matchAll(LABELLED)].map((match) => match[1]);
  const found = leading !== undefined ? [leading] : labelled;
  const numbers = found.length > 0 ? found : [INSIDE.exec(text)?.[1]];
  return [...new Set(numbers.map((one) => one?.replace(/[-.,/]+$/, '') ?? ''))].filter(Boolean);
}
