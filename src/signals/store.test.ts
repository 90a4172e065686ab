import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireLock, fixedClock } from '../base/index.ts';
import { lawVersion } from '../law/index.ts';
import { memoryFile } from '../lists/testing/files.ts';
import { memoryNet } from '../lists/testing/memory-net.ts';
import { type Feed, readFeed } from './read-feed.ts';
import { SignalStore } from './store.ts';
import {
  type Announcement,
  writeAtom,
  writeFederalRegister,
  writeRss,
} from './testing/write-feeds.ts';

/** All announcements here are synthetic. */

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-signals-'));
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

const clock = fixedClock('2026-04-21T12:00:00Z');
const store = (more: object = {}) => new SignalStore({ home, clock, ...more });
const feed = (content: string, name = 'feed'): Promise<Feed> => readFeed(memoryFile(content, name));

const NOTICE: Announcement = {
  title: 'Foreign Terrorist Organization Designation of Clan del Golfo',
  body: 'The Secretary of State designates it (CDG) as a Foreign Terrorist Organization.',
  link: 'https://www.federalregister.gov/documents/2026/03/03/2026-99999/synthetic-notice',
  id: 'fr 1',
  number: '2026-99999',
  published: '2026-03-03T00:00:00Z',
  effective: '2026-03-03',
};
const PRESS: Announcement = {
  title: 'Designation of Clan del Golfo',
  body: '<p>The Secretary of State designates Clan del Golfo under Executive Order 13224.</p>',
  link: 'https://www.state.gov/designation-of-clan-del-golfo/?utm_source=feed',
  id: '17 at https://www.state.gov',
  published: '2026-03-02T15:00:00Z',
};
const OTHER: Announcement = {
  title: 'Counter Narcotics Designations',
  body: 'OFAC has added persons to its SDN List.',
  link: 'https://ofac.treasury.gov/recent-actions/20260305',
  id: '20260305',
  published: '2026-03-05T15:00:00Z',
};

describe('one document', () => {
  test('in the Federal Register’s JSON, in a feed that points to it, and in one with its stamp', async () => {
    const stamped = { ...PRESS, body: `${PRESS.body}<p>[FR Doc. 2026-99999 Filed 3-2-26]</p>` };
    const { changed } = await store().take([
      await feed(writeFederalRegister([NOTICE])),
      await feed(writeRss([{ ...NOTICE, id: 'guid 5' }])),
      await feed(writeAtom([stamped])),
    ]);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatchObject({
      title: NOTICE.title,
      date: '2026-03-02',
      effective: ['2026-03-03'],
      publisher: 'Federal Register',
      state: 'proposed',
    });
    expect(changed[0]?.sources).toHaveLength(3);
    const programmes = changed[0]?.proposal.programmes.map(({ programme }) => programme);
    expect(programmes).toEqual(['FTO', 'SDGT']);
  });

  test('under two addresses that differ in scheme, www, tracking, fragment and slash', async () => {
    const other = { ...PRESS, id: 'x', link: 'http://state.gov/designation-of-clan-del-golfo#top' };
    const { changed } = await store().take([
      await feed(writeRss([PRESS])),
      await feed(writeAtom([{ ...other, id: 'tag:example,2026:1' }])),
    ]);
    expect(changed.map(({ sources }) => sources.length)).toEqual([2]);
  });

  test('that merely cites another one is not that one', async () => {
    const citing = { ...PRESS, body: `${PRESS.body}<p>It amends FR Doc. 2026-99999.</p>` };
    const { changed } = await store().take([
      await feed(writeFederalRegister([NOTICE])),
      await feed(writeRss([citing])),
    ]);
    expect(changed).toHaveLength(2);
  });

  test('is not what shares only a title, or only a page that lists announcements', async () => {
    const page = 'https://ofac.treasury.gov/recent-actions';
    const { changed } = await store().take([
      await feed(writeRss([{ ...OTHER, link: page, id: '1' }])),
      await feed(writeRss([{ ...OTHER, title: `${OTHER.title} (2)`, link: page, id: '2' }])),
      await feed(writeRss([OTHER, { ...OTHER, link: `${OTHER.link}-2`, id: '3' }])),
    ]);
    expect(changed).toHaveLength(4);
  });

  test('updated: the later version stands, the earlier one is kept and marked', async () => {
    await store().take([await feed(writeAtom([OTHER]))]);
    const updated = {
      ...OTHER,
      body: 'OFAC has removed persons from its SDN List.',
      title: 'Counter Narcotics Removal from the SDN List',
      updated: '2026-03-06T09:00:00Z',
    };
    const { changed, fresh } = await store().take([await feed(writeAtom([updated]))]);
    expect(fresh).toBe(1);
    expect(changed[0]?.proposal.kinds.map(({ kind }) => kind)).toEqual(['removal']);
    expect(changed[0]?.sources.map(({ current }) => current)).toEqual([true, false]);
    // The older version read again does not come back.
    const again = await store().take([await feed(writeAtom([OTHER]))]);
    expect(again).toMatchObject({ fresh: 0, changed: [] });
  });

  test('two versions of one date both stand: nobody knows which is the older', async () => {
    const { changed } = await store().take([
      await feed(writeRss([OTHER])),
      await feed(writeRss([{ ...OTHER, body: 'Persons have been removed from the SDN List.' }])),
    ]);
    expect(changed[0]?.proposal.kinds.map(({ kind }) => kind)).toEqual(['designation', 'removal']);
  });
});

describe('reading', () => {
  const bodies = ['designates it.', 'removed from the SDN List', 'the Gulf Cartel and CDG', 'x'];
  const made = fc.record({
    n: fc.nat(4),
    title: fc.constantFrom(
      'Counter Narcotics Designations',
      'Meeting',
      'Removal from the SDN List',
    ),
    body: fc.constantFrom(...bodies),
    day: fc.integer({ min: 1, max: 4 }),
    link: fc.option(fc.nat(3), { nil: undefined }),
    dated: fc.boolean(),
  });
  const feeds = fc.array(
    fc.record({
      format: fc.constantFrom(writeRss, writeAtom, writeFederalRegister),
      all: fc.array(made, { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 4 },
  );

  async function read(
    drawn: readonly {
      format: (items: Announcement[]) => string;
      all: readonly {
        n: number;
        title: string;
        body: string;
        day: number;
        link?: number | undefined;
        dated: boolean;
      }[];
    }[],
  ) {
    return Promise.all(
      drawn.map(({ format, all }, at) =>
        feed(
          format(
            all.map(({ n, title, body, day, link, dated }) => ({
              title,
              body,
              id: `tag:example,2026:${n}`,
              number: `2026-0000${n}`,
              ...(link !== undefined && {
                link: `https://www.federalregister.gov/d/2026-0000${link}`,
              }),
              ...(dated && { published: `2026-03-0${day}T00:00:00Z` }),
            })),
          ),
          `feed-${at}`,
        ),
      ),
    );
  }

  test('in any order, together or apart, twice or once, comes to the same', async () => {
    await fc.assert(
      fc.asyncProperty(feeds, fc.infiniteStream(fc.nat()), async (drawn, random) => {
        await rm(join(home, 'signals'), { recursive: true, force: true });
        const all = await read(drawn);
        const together = await store().take(all);
        const bytes = await readFile(join(home, 'signals', 'items.json'), 'utf8').catch(() => '');
        const again = await store().take(all);
        expect(again).toMatchObject({ fresh: 0, changed: [] });
        expect(again.signals).toEqual(together.signals);
        await rm(join(home, 'signals'), { recursive: true, force: true });
        const order = all
          .map((one) => ({ one, at: random.next().value as number }))
          .sort((a, b) => a.at - b.at);
        for (const { one } of order) {
          await store().take([{ ...one, items: [...one.items].reverse() }]);
        }
        expect(await store().signals()).toEqual(together.signals);
        expect(await readFile(join(home, 'signals', 'items.json'), 'utf8').catch(() => '')).toBe(
          bytes,
        );
        const ids = together.signals.events.flatMap((event) => event.ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps what no rule recognises, and says so', async () => {
    const { signals } = await store().take([
      await feed(writeRss([{ title: 'Made-up minister meets nobody', body: 'Nothing.' }])),
    ]);
    expect(signals.events).toEqual([]);
    expect(signals.unrecognised).toEqual([{ title: 'Made-up minister meets nobody', link: null }]);
  });

  test('a file, packed or not, and an https address; nothing is left behind', async () => {
    const content = writeRss([OTHER]);
    await writeFile(join(home, 'a.xml'), content);
    await writeFile(join(home, 'a.xml.gz'), gzipSync(content));
    const net = memoryNet({ 'https://example.gov/rss': content });
    for (const source of [join(home, 'a.xml'), join(home, 'a.xml.gz'), 'https://example.gov/rss']) {
      expect((await store({ net }).read(source)).items).toHaveLength(1);
    }
    expect(await readdir(join(home, 'downloads', 'signals'))).toEqual([]);
    for (const source of [
      'http://example.gov/rss',
      'ftp://example.gov/x',
      'https://nobody.example/',
    ]) {
      await expect(store({ net }).read(source)).rejects.toMatchObject({ code: 'SIGNAL_DOWNLOAD' });
    }
    await writeFile(join(home, 'cut.gz'), gzipSync(content).subarray(0, 60));
    await expect(store().read(join(home, 'cut.gz'))).rejects.toMatchObject({
      code: 'SIGNAL_FORMAT',
      message: expect.stringContaining('cut or damaged'),
    });
    await expect(store().read(join(home, 'none'))).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
    });
  });

  test('is one process’s at a time', async () => {
    const lock = await acquireLock(join(home, 'lock'), clock);
    await expect(store().take([])).rejects.toMatchObject({ code: 'HOME_LOCKED' });
    lock.release();
    await store().take([]);
  });
});

describe('deciding', () => {
  const verdict = { verdict: 'confirmed', by: 'Ana Inventada', reason: 'read the notice' } as const;
  async function one(): Promise<string> {
    const { changed } = await store().take([await feed(writeFederalRegister([NOTICE]))]);
    return changed[0]?.id ?? '';
  }

  test('nothing is more than proposed before, and confirmed it says what to do', async () => {
    const id = await one();
    const [before] = (await store().signals()).events;
    expect(before).toMatchObject({ state: 'proposed', todo: [], decisions: [] });
    const after = await store().decide(id, verdict);
    expect(after.state).toBe('confirmed');
    expect(after.decisions).toMatchObject([
      {
        ...verdict,
        at: '2026-04-21T12:00:00.000Z',
        event: id,
        kinds: ['designation'],
        parties: ['ofac-15871'],
        programmes: ['FTO'],
      },
    ]);
    // CDG stayed open, and the first thing to do is to say who is meant.
    expect(after.todo[0]?.en).toContain('--party');
    expect(after.todo.map(({ en }) => en).join('\n')).toContain('tamiz lists update');
    expect(after.todo.every(({ es }) => es !== '')).toBe(true);
  });

  test('an acronym asks nothing where its only party is named in full', async () => {
    const body =
      'OFAC has added members of the Jalisco New Generation Cartel (CJNG) to its SDN List.';
    const { changed } = await store().take([await feed(writeRss([{ ...OTHER, body }]))]);
    expect(changed[0]?.proposal.parties).toMatchObject([{ standing: 'named' }]);
  });

  test('a party that is open is picked by a person, never by us', async () => {
    const { changed } = await store().take([
      await feed(
        writeRss([{ ...OTHER, body: 'OFAC has added leaders of the CDG to its SDN List.' }]),
      ),
    ]);
    const id = changed[0]?.id ?? '';
    expect((await store().decide(id, verdict)).decisions[0]?.parties).toEqual([]);
    const picked = await store().decide(id, { ...verdict, parties: ['ofac-10386'] });
    expect(picked.decisions.at(-1)?.parties).toEqual(['ofac-10386']);
    expect(picked.todo.map(({ en }) => en).join()).not.toContain('--party');
    const wrong = store().decide(id, { ...verdict, parties: ['ofac-11440'] });
    await expect(wrong).rejects.toMatchObject({ code: 'USAGE_OPTION' });
  });

  test('rejected, there is nothing to do; every decision is kept, the last one counts', async () => {
    const id = await one();
    await store().decide(id, verdict);
    const after = await store().decide(id, { verdict: 'rejected', by: 'B', reason: 'a draft' });
    expect(after).toMatchObject({ state: 'rejected', todo: [] });
    expect(after.decisions.map(({ by }) => by)).toEqual(['Ana Inventada', 'B']);
  });

  test('is about what stood there: new wording leaves it, a new proposal opens it again', async () => {
    const id = await one();
    await store().decide(id, verdict);
    await store().take([
      await feed(writeRss([{ ...NOTICE, body: 'The same in short.', id: 'y' }])),
    ]);
    expect((await store().signals()).events[0]?.state).toBe('confirmed');
    const more = { ...NOTICE, body: 'It adds the Gulf Cartel.', id: 'z' };
    const { changed } = await store().take([await feed(writeAtom([more]))]);
    expect(changed[0]).toMatchObject({ id, state: 'proposed', changedSince: true, todo: [] });
    expect(changed[0]?.decisions).toHaveLength(1);
    expect((await store().decide(id, verdict)).state).toBe('confirmed');
  });

  test('stays with its document when that gets a better id', async () => {
    const { changed } = await store().take([await feed(writeRss([PRESS]))]);
    const before = changed[0]?.id ?? '';
    await store().decide(before, verdict);
    const stamped = { ...PRESS, body: `${PRESS.body}<p>[FR Doc. 2026-99999 Filed 3-2-26]</p>` };
    await store().take([await feed(writeRss([stamped]))]);
    const [event] = (await store().signals()).events;
    expect(event?.id).not.toBe(before);
    expect(event).toMatchObject({ state: 'confirmed' });
    expect((await store().decide(before, verdict)).id).toBe(event?.id);
  });

  test('only for certain kinds; never without name and reason, or about nothing', async () => {
    const { changed } = await store().take([
      await feed(
        writeRss([
          { ...OTHER, title: 'Counter Narcotics Designations; Removal from the SDN List' },
        ]),
      ),
    ]);
    const id = changed[0]?.id ?? '';
    const some = await store().decide(id, { ...verdict, kinds: ['removal'] });
    expect(some.decisions[0]?.kinds).toEqual(['removal']);
    expect(some.todo.map(({ en }) => en).join()).not.toContain('Screen customers');
    for (const wrong of [
      { by: ' ' },
      { reason: '' },
      { kinds: ['ruling'] },
      { reason: 'x'.repeat(5_000) },
    ]) {
      await expect(store().decide(id, { ...verdict, ...wrong })).rejects.toMatchObject({
        code: 'USAGE_OPTION',
      });
    }
    await expect(store().decide('nothing', verdict)).rejects.toMatchObject({
      code: 'SIGNAL_UNKNOWN',
    });
    expect((await store().signals()).events[0]?.decisions).toHaveLength(1);
  });

  test('changes no table of the law, and writes nothing outside its folder', async () => {
    const law = lawVersion;
    await store().decide(await one(), verdict);
    expect(lawVersion).toBe(law);
    expect(await readdir(home)).toEqual(['signals']);
    expect((await readdir(join(home, 'signals'))).sort()).toEqual(['decisions.json', 'items.json']);
  });
});

describe('what is kept', () => {
  test('the caller’s parties, for announcements of before as well', async () => {
    await store().take([await feed(writeRss([{ ...OTHER, body: 'Persons: Quimera Inventada.' }]))]);
    expect((await store().signals()).events[0]?.proposal.parties).toEqual([]);
    await store().watch([{ id: 'mine-1', caption: 'Quimera', names: ['QUIMERA INVENTADA'] }]);
    const [event] = (await store().signals()).events;
    expect(event?.proposal.parties).toMatchObject([
      {
        standing: 'named',
        parties: [{ id: 'mine-1' }],
        evidence: [{ sentence: 'Persons: Quimera Inventada.' }],
      },
    ]);
  });

  test.each([
    ['decisions.json', '{"format":1,"decisions":[{"event":"x","verdict":"confirmed"}]}'],
    ['decisions.json', '{"format":1,"decisions":{}}'],
    ['decisions.json', '{"format":2,"decisions":[]}'],
    ['items.json', '{"format":1,"items":[{"feed":"x","readAt":"y","item":{"link":"z"}}]}'],
    ['items.json', '{"format":1,'],
    ['parties.json', '[]'],
  ])('a damaged %s (%s) is told, not repaired', async (name, content) => {
    await store().take([await feed(writeRss([OTHER]))]);
    await writeFile(join(home, 'signals', name), content);
    await expect(store().signals()).rejects.toMatchObject({ code: 'SIGNALS_DAMAGED' });
    await expect(store().take([])).rejects.toMatchObject({ code: 'SIGNALS_DAMAGED' });
    expect(await readFile(join(home, 'signals', name), 'utf8')).toBe(content);
  });
});
