import { loadData } from '../base/index.ts';
import { lawWords } from './tables.ts';
import type { EffectRule } from './types.ts';

/**
 * Programmes of the lists that `data/law` does not know. They are never passed over in silence: an
 * answer says that the party stands under one and that its act has to be read.
 */

interface Tag {
  readonly title: string;
  readonly authority: string;
  readonly citation?: string;
}

/** The tags of publishers, by how their datasets' names begin: one tag can stand in both. */
const TABLES = [
  ['us_ofac_', 'lists/ofac-programs.json'],
  ['un_sc_', 'lists/un-programs.json'],
] as const;

const tables = new Map<string, Readonly<Record<string, Tag>>>();

function tagOf(tag: string, dataset: string): Tag | undefined {
  const path = TABLES.find(([start]) => dataset.startsWith(start))?.[1];
  if (path === undefined) return undefined;
  const tags = tables.get(path) ?? loadData<{ programs: Record<string, Tag> }>(path).programs;
  tables.set(path, tags);
  return Object.hasOwn(tags, tag) ? tags[tag] : undefined;
}

const rules = new Map<string, EffectRule>();

/** The caution that stands for a programme of a dataset, without effects in the table. */
export function unmodelledRule(tag: string, dataset: string): EffectRule {
  const key = `${dataset} ${tag}`;
  const made = rules.get(key);
  if (made !== undefined) return made;
  const known = tagOf(tag, dataset);
  const act = [known?.title, known?.authority, known?.citation].filter((text) => text).join(', ');
  const about = act === '' ? tag : `${tag} (${act})`;
  const rule: EffectRule = {
    id: 'unmodelled',
    act: 'caution',
    binds: ['everyone'],
    reach: ['listed'],
    text: {
      en: `${about}. ${lawWords.unmodelled.en}`,
      es: `${about}. ${lawWords.unmodelled.es}`,
    },
    duties: [],
    clocks: [],
    citations: ['lists-tags'],
    verified: 'unverified',
  };
  // Tags come from lists: a bound keeps a foreign file from filling the memory.
  if (rules.size < MOST_TAGS) rules.set(key, rule);
  return rule;
}

const MOST_TAGS = 1_000;
