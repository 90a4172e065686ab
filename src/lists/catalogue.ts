import { loadData, problem } from '../base/index.ts';
import { REGISTER } from './register.ts';
import type { ListDescription } from './types.ts';

const { lists } = loadData<{ lists: readonly ListDescription[] }>('lists/catalogue.json');

/** Every list that Tamiz knows how to get. */
export const CATALOGUE: readonly ListDescription[] = lists;

/** A name that a list of one's own may have. */
const NAME = /^[a-z][a-z0-9_]{1,63}$/;

/**
 * The description of a list. A name that is not in the catalogue describes a list of one's own in
 * FollowTheMoney form: nothing is known of it, so that any number of entities is right.
 * @throws USAGE_UNKNOWN_LIST for a name that no list can have
 */
export function describeList(name: string): ListDescription {
  const known = CATALOGUE.find((list) => list.name === name);
  if (known !== undefined) return known;
  if (!NAME.test(name) || name === REGISTER) {
    throw problem('USAGE_UNKNOWN_LIST', {
      found: JSON.stringify(name),
      expected: `one of ${CATALOGUE.map((list) => list.name).join(', ')}, or a name of your own`,
      remedy: 'A name of your own has lower-case letters, digits and underscores only.',
    });
  }
  return {
    name,
    title: name,
    titleEs: name,
    publisher: '',
    publisherUrl: '',
    terms: '',
    formats: ['ftm-json'],
    downloads: [],
    counts: {},
    fillRates: {},
    shrinkLimit: 0.67,
  };
}
