import type { Clock } from '../base/index.ts';
import { type Entity, propertiesOf } from '../entity/index.ts';
import type { Engine } from '../matching/index.ts';
import { normaliseName } from '../names/index.ts';
import { Turns } from './turns.ts';

/** Of more listings, the words of all texts would fill the memory: then names alone count. */
const MOST_LISTINGS = 100_000;

/** Texts kept at hand while the words are laid out. */
const MOST_REPEATED = 20_000;

/** Words to the positions of the entities that have them anywhere, in the order of the lists. */
interface TextIndex {
  readonly ids: readonly string[];
  readonly positions: ReadonlyMap<string, readonly number[]>;
}

const indexes = new WeakMap<Engine, Promise<TextIndex>>();

/**
 * Ids of the entities that have every word of the text somewhere: in a name, an address, a remark.
 * The words are laid out when they are first asked for, and once, as engines do not change.
 */
export async function entitiesWithWords(
  engine: Engine,
  text: string,
  clock: Clock,
): Promise<readonly string[]> {
  const words = wordsOf(text);
  if (words.length === 0 || countOf(engine) > MOST_LISTINGS) return [];
  const known = indexes.get(engine) ?? build(engine, clock);
  indexes.set(engine, known);
  const { ids, positions } = await known;
  const lists = words.map((word) => positions.get(word) ?? []);
  const [rarest = [], ...others] = lists.sort((a, b) => a.length - b.length);
  const sets = others.map((list) => new Set(list));
  return rarest
    .filter((position) => sets.every((set) => set.has(position)))
    .map((position) => ids[position] as string);
}

const countOf = (engine: Engine): number =>
  engine.segments.reduce((sum, { entities }) => sum + entities, 0);

const wordsOf = (text: string): readonly string[] => [
  ...new Set(
    normaliseName(text)
      .split(' ')
      .filter((word) => word !== ''),
  ),
];

async function build(engine: Engine, clock: Clock): Promise<TextIndex> {
  const turns = new Turns(clock);
  const ids: string[] = [];
  const positions = new Map<string, number[]>();
  // Countries, programmes and years stand in thousands of entities.
  const known = new Map<string, readonly string[]>();
  const words = (text: string): readonly string[] => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = wordsOf(text);
    if (known.size < MOST_REPEATED && text.length < 40) known.set(text, found);
    return found;
  };
  for (const entity of engine.entities()) {
    const position = ids.push(entity.id) - 1;
    for (const word of new Set(textsOf(entity).flatMap(words))) {
      const list = positions.get(word);
      if (list === undefined) positions.set(word, [position]);
      else list.push(position);
    }
    if (turns.isOver) await turns.pass();
  }
  return { ids, positions };
}

/** Everything that an entity says in words; links and addresses of pages are none. */
function textsOf(entity: Entity): readonly string[] {
  const known = propertiesOf(entity.schema);
  return [...entity.properties].flatMap(([name, values]) => {
    const type = known.get(name)?.type;
    if (type === undefined || type.isEntity || type.name === 'url') return [];
    return values.map(({ value }) => value);
  });
}
