import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterOf, MOST_LISTINGS } from './cluster.ts';
import { Linker } from './linker.ts';
import { everyListing, everyParty } from './testing/brute-force.ts';
import { engineOf, type MadeList, madeLists } from './testing/lists.ts';

/** By key, the keys of the party; each asked for anew, as a person does. */
function asked(lists: readonly MadeList[], most: number) {
  const engine = engineOf(lists);
  return new Map(
    everyListing(engine).map((listing) => {
      const linker = new Linker(engine);
      const cluster = clusterOf(linker, linker.listing(listing.entity), most);
      return [listing.key, cluster.listings.map(({ key }) => key).sort()];
    }),
  );
}

const sorted = (parties: ReadonlyMap<string, readonly string[]>) =>
  [...parties].sort(([a], [b]) => (a < b ? -1 : 1));

describe('one party of several lists', () => {
  test.each([MOST_LISTINGS, 5, 3])(
    'is what comparing every listing with every other finds, with at most %i in one',
    (most) => {
      let together = 0;
      fc.assert(
        fc.property(madeLists, (lists) => {
          const found = asked(lists, most);
          expect(sorted(found)).toEqual(sorted(everyParty(engineOf(lists), most)));
          for (const members of found.values()) if (members.length > 1) together++;
        }),
        { numRuns: 150 },
      );
      expect(together).toBeGreaterThan(100);
    },
  );

  test('does not depend on the order of the lists, nor on whom one starts from', () => {
    fc.assert(
      fc.property(madeLists, (lists) => {
        const found = asked(lists, MOST_LISTINGS);
        expect(sorted(asked([...lists].reverse(), MOST_LISTINGS))).toEqual(sorted(found));
        for (const [key, members] of found) {
          expect(members).toContain(key);
          for (const member of members) expect(found.get(member)).toEqual(members);
        }
      }),
      { numRuns: 100 },
    );
  });
});
