import { loadData } from '../../base/index.ts';
import type { Signal } from '../types.ts';
import { composeLabelled } from './parts.ts';
import type { Detail, OfacVessel } from './record.ts';

/** What `data/lists/ofac-features.json` says of one feature type. */
interface Rule {
  readonly label?: string;
  readonly column?: keyof OfacVessel | 'title';
  readonly place?: true;
}

const { features } = loadData<{ features: Record<string, Rule> }>('lists/ofac-features.json');

const rules = new Map(
  Object.entries(features).map(([type, rule]) => [type.toLowerCase(), rule] as const),
);

/** What the features of one party add to its record. */
export interface FeatureParts {
  readonly details: readonly Detail[];
  readonly titles: readonly string[];
  readonly vessel: OfacVessel;
  readonly notes: readonly string[];
}

/** One feature of a party, whichever format it was read from. */
export interface Feature {
  readonly type: string;
  readonly value: string;
  /** How far the publisher stands by it; `Unknown` is as good as nothing. */
  readonly reliability?: string | undefined;
  readonly comment?: string | undefined;
}

/** Whether a feature of this type is an address. */
export function isPlace(type: string): boolean {
  return rules.get(type.toLowerCase())?.place ?? false;
}

/** What reliability can be without saying that the value is wrong. */
const RELIABLE: ReadonlySet<string> = new Set(['Confirmed', 'Reported', 'Unknown']);

/** Sorts the features of a party into the statements and columns of the classic formats. */
export function sortFeatures(
  all: readonly Feature[],
  tell: (kind: Signal['kind'], found: string) => void,
): FeatureParts {
  const details: Detail[] = [];
  const titles: string[] = [];
  const notes: string[] = [];
  const vessel: { -readonly [K in keyof OfacVessel]: OfacVessel[K] } = {};
  const seen = new Set<string>();
  for (const { type, value, reliability, comment } of all) {
    if (comment !== undefined) notes.push(`${type} ${value}: ${comment}`);
    if (reliability !== undefined && !RELIABLE.has(reliability)) {
      // A value that its publisher calls false must not find anybody.
      notes.push(`${type} ${value} (reliability: ${reliability})`);
      if (reliability !== 'False') tell('unknown-value', `reliability ${reliability}`);
      continue;
    }
    const rule = rules.get(type.toLowerCase());
    if (rule?.column === 'title') titles.push(value);
    else if (rule?.column !== undefined && vessel[rule.column] === undefined) {
      vessel[rule.column] = value;
    } else {
      if (rule?.column !== undefined) tell('odd-value', `a second ${type}: ${value}`);
      const label = rule?.label ?? type;
      details.push(composeLabelled({ label, value, again: seen.has(label) }));
      seen.add(label);
    }
  }
  return { details, titles, vessel, notes };
}
