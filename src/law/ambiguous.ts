import { loadData } from '../base/index.ts';
import { foldName } from './order-names.ts';
import type { Sentence, Verified } from './types.ts';

/** A name that more than one listed party goes by. */
export interface AmbiguousName {
  readonly name: string;
  /** Ids of the parties, all of which have to be offered. */
  readonly parties: readonly string[];
  readonly why: Sentence;
  readonly verified: Verified;
}

const { names } = loadData<{ names: readonly AmbiguousName[] }>('law/ambiguous-names.json');

/** What `data/law/ambiguous-names.json` says of a name; such a name must not be resolved. */
export function ambiguousName(text: string): AmbiguousName | undefined {
  const folded = foldName(text);
  return names.find(({ name }) => foldName(name) === folded);
}
