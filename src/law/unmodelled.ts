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

let tags: ReadonlyMap<string, Tag> | undefined;

function tagOf(tag: string): Tag | undefined {
  tags ??= new Map(
    ['lists/un-programs.json', 'lists/ofac-programs.json'].flatMap((table) =>
      Object.entries(loadData<{ programs: Record<string, Tag> }>(table).programs),
    ),
  );
  return tags.get(tag);
}

const rules = new Map<string, EffectRule>();

/** The caution that stands for a programme without effects in the table. */
export function unmodelledRule(tag: string): EffectRule {
  const made = rules.get(tag);
  if (made !== undefined) return made;
  const known = tagOf(tag);
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
  if (rules.size < MOST_TAGS) rules.set(tag, rule);
  return rule;
}

const MOST_TAGS = 1_000;
