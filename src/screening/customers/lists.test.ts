import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../../base/index.ts';
import { ListStore } from '../../lists/index.ts';
import type { ListingChange } from './changed.ts';
import { openLists } from './lists.ts';

const clock = fixedClock('2026-11-26T00:00:00Z');
let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-lists-'));
});
afterEach(() => rm(home, { recursive: true }));

const PEOPLE = ['a', 'b'].map((id) => ({
  id,
  schema: 'Person',
  properties: { name: [`Ficta ${id}`] },
}));
const wallet = (...holder: string[]) => ({
  id: 'w',
  schema: 'CryptoWallet',
  properties: { publicKey: ['1BoatSLRHtKNngkdXEeobR76b53LETtpyT'], holder },
});

async function importList(...entities: readonly object[]): Promise<void> {
  const path = join(home, 'list.jsonl');
  const lines = [...PEOPLE, ...entities].map((entity) => `${JSON.stringify(entity)}\n`);
  await writeFile(path, lines.join(''));
  await new ListStore({ home, clock }).importFiles('my_list', [path], { acceptShrink: true });
}

/** What changes from a list with some entities to one with others. */
async function changes(
  before: readonly object[],
  after: readonly object[],
): Promise<readonly ListingChange[] | undefined> {
  await importList(...before);
  const { contents } = await openLists({ home, clock });
  await importList(...after);
  const lists = await openLists({ home, clock });
  return lists.changesSince('my_list', contents.my_list!);
}

test.each([
  ['comes', [], [wallet('a')], 'added', ['a']],
  ['goes to another', [wallet('a')], [wallet('b')], 'changed', ['a', 'b']],
  ['goes', [wallet('a')], [], 'removed', ['a']],
  ['becomes something else', [wallet('a')], [{ ...PEOPLE[0], id: 'w' }], 'changed', ['a']],
] as const)(
  'a wallet that %s changes who holds or held it',
  async (_, before, after, kind, who) => {
    expect(await changes(before, after)).toEqual([{ kind, id: 'w', holders: who }]);
  },
);

test('a version that is not kept as it was tells nothing', async () => {
  await importList();
  const lists = await openLists({ home, clock });
  const gone = { version: '0123456789abcdef', content: 'other' };
  expect(await lists.changesSince('my_list', gone)).toBeUndefined();
  expect(await lists.changesSince('no_list', gone)).toBeUndefined();
});
