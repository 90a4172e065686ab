import { loadData } from '../base/index.ts';
import type { Sentence } from '../law/index.ts';

/** What is measured, as the table in `data/oversight` says it. */

/** What a number is a number of. */
export type Unit = 'count' | 'share' | 'hours' | 'coefficient';

/** One measure: what it means, and of which documents its numbers are worked out. */
export interface Definition {
  readonly id: string;
  readonly unit: Unit;
  readonly name: Sentence;
  /** What each number means, and what it does not. */
  readonly meaning: Sentence;
  /** For a share: what is counted, of what. */
  readonly numerator?: Sentence;
  readonly denominator?: Sentence;
  /** By what it is told apart. */
  readonly by: readonly string[];
  /** The kinds of documents whose events alone it is worked out of. */
  readonly kinds: readonly string[];
  /** Only for those who have a right to it. */
  readonly compartment?: string;
  /** What else it depends on, than what was recorded and stays recorded. */
  readonly beside?: 'erasure' | 'list-versions';
}

/** Something that an inspector may ask for and that is not measured. */
export interface Unmeasured {
  readonly id: string;
  readonly name: Sentence;
  readonly why: Sentence;
}

const table = loadData<{
  readonly measures: readonly Definition[];
  readonly unmeasured: readonly Unmeasured[];
}>('oversight/measures.json');

export const DEFINITIONS: readonly Definition[] = table.measures;
export const UNMEASURED: readonly Unmeasured[] = table.unmeasured;
