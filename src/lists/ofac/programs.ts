import { loadData } from '../../base/index.ts';

/** What `data/lists/ofac-programs.json` says of one programme tag. */
export interface Program {
  readonly title: string;
  /** FollowTheMoney topics of a party that carries the tag. */
  readonly topics: readonly string[];
  /** The act that listings rest on. */
  readonly authority: string;
  /** Where it is codified; empty when that was not checked. */
  readonly citation: string;
  readonly verified: 'text' | 'list' | 'unread';
}

const { programs } = loadData<{ programs: Record<string, Program> }>('lists/ofac-programs.json');

/** What a tag stands for; undefined when the table does not know it. */
export function programOf(tag: string): Program | undefined {
  return Object.hasOwn(programs, tag) ? programs[tag] : undefined;
}
