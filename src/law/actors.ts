import { loadData, problem } from '../base/index.ts';
import { countryCode, countryName } from '../entity/index.ts';
import type { Sentence } from './types.ts';

/** Who asks what the law wants of them. */
export interface Actor {
  /** A lower-case ISO code such as `us` or `mx`; `foreign` for any other than the United States. */
  readonly jurisdiction: string;
  /** A kind of `data/law/actors.json`: `bank`, `money-transmitter`, `shipping-line` … */
  readonly kind: string;
}

interface Kind extends Sentence {
  readonly us: readonly string[];
  readonly foreign: readonly string[];
  readonly note?: Sentence;
}

const table = loadData<{
  readonly classes: Readonly<Record<string, Sentence>>;
  readonly kinds: Readonly<Record<string, Kind>>;
}>('law/actors.json');

/** The classes that duties are written for, by id, in words. */
export const actorClasses: ReadonlyMap<string, Sentence> = new Map(Object.entries(table.classes));

/** The kinds of actors that there are. */
export const actorKinds: readonly string[] = Object.keys(table.kinds);

/** The kinds of actors in words, with what is worth knowing before one is chosen. */
export const actorKindsInWords: readonly {
  readonly kind: string;
  readonly name: Sentence;
  readonly note: Sentence | null;
}[] = Object.entries(table.kinds).map(([kind, { en, es, note = null }]) => {
  return { kind, name: { en, es }, note };
});

const classSets = new Map<string, ReadonlySet<string>>(
  Object.entries(table.kinds).flatMap(([kind, { us, foreign }]) => [
    [`us-${kind}`, new Set(['everyone', ...us])] as const,
    [`foreign-${kind}`, new Set(['everyone', ...foreign])] as const,
  ]),
);

/** The classes that an actor is in. */
export function classesOf({ jurisdiction, kind }: Actor): ReadonlySet<string> {
  const side = jurisdiction === 'us' ? 'us' : 'foreign';
  const classes = classSets.get(`${side}-${kind}`);
  if (classes === undefined) throw unknownActor(`${jurisdiction}-${kind}`);
  return classes;
}

/**
 * Reads an actor as people write it: `us-bank`, `mx-money-transmitter`, `foreign-bank`.
 * @throws LAW_ACTOR
 */
export function parseActor(text: string): Actor {
  const [, jurisdiction = '', kind = ''] = /^([a-z]+)-(.+)$/.exec(text.trim().toLowerCase()) ?? [];
  const known = jurisdiction === 'foreign' || countryCode(jurisdiction) === jurisdiction;
  if (!known || !Object.hasOwn(table.kinds, kind)) throw unknownActor(text);
  return { jurisdiction, kind };
}

function unknownActor(text: string): Error {
  const kinds = actorKinds.join(', ');
  return problem('LAW_ACTOR', {
    found: JSON.stringify(text),
    expected: `a country and a kind of actor, such as us-bank; the kinds are ${kinds}`,
  });
}

/** An actor in words: “bank in Mexico”. */
export function describeActor({ jurisdiction, kind }: Actor): Sentence {
  const words = table.kinds[kind] ?? { en: kind, es: kind };
  if (jurisdiction === 'foreign') {
    return { en: `${words.en} outside the United States`, es: `${words.es} fuera de EE. UU.` };
  }
  return {
    en: `${words.en} (${countryName(jurisdiction, 'en')})`,
    es: `${words.es} (${countryName(jurisdiction, 'es')})`,
  };
}
