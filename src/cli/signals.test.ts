import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeFederalRegister, writeRss } from '../signals/testing/write-feeds.ts';
import { tamiz } from './testing/line.ts';

/** Announcements that nobody made, in the publishers' formats. */
let home = '';
let notice = '';
let press = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-cli-signals-'));
  notice = join(home, 'notice.json');
  press = join(home, 'press.xml');
  await writeFile(
    notice,
    writeFederalRegister([
      {
        title: 'Foreign Terrorist Organization Designation of Clan del Golfo',
        body: 'Synthetic. The group is also called CDG.',
        number: '2026-99999',
        published: '2026-03-03',
        effective: '2026-03-03',
      },
    ]),
  );
  await writeFile(
    press,
    writeRss([
      {
        title: 'Court Affirms a Made-up Judgment',
        body: 'Synthetic.',
        link: 'https://example.org/1',
      },
      { title: 'Made-up minister meets nobody', body: 'Synthetic.', link: 'https://example.org/2' },
    ]),
  );
});
afterEach(async () => {
  await rm(home, { recursive: true });
});

const signals = (...words: string[]) => tamiz({ home }, 'signals', ...words);
async function readBoth(): Promise<string> {
  const { code, out } = await signals('read', notice, press, '--json');
  expect(code).toBe(0);
  return (JSON.parse(out) as { changed: { id: string }[] }).changed[0]?.id ?? '';
}

describe('tamiz signals read', () => {
  test('proposes, with the sentence, both parties of CDG and what it is worth', async () => {
    const { code, out, err } = await signals('read', notice, press);
    expect(code).toBe(0);
    expect(out).toMatch(/^[0-9a-f]{12} {2}PROPOSED {2}2026-03-03 {2}designation$/m);
    expect(out).toContain('“Foreign Terrorist Organization Designation of Clan del Golfo”');
    expect(out).toContain('Names the party: ofac-15871  CLAN DEL GOLFO');
    expect(out).toContain('May mean (CDG)');
    expect(out).toMatch(/^ {6}ofac-10386 {2}GULF CARTEL$/m);
    expect(out).toContain('Takes effect, as the document says: 2026-03-03');
    expect(out).toContain('not one that is known here');
    expect(out).toContain('nothing here is a legal fact');
    expect(out).not.toContain('    Do:');
    expect(err).toContain(
      'Items new: 3, known: 0. Events new or changed: 2. Documents in all that no rule recognises: 1.',
    );
  });

  test('the same again is nothing new', async () => {
    await readBoth();
    const { code, out, err } = await signals('read', press, notice);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('Items new: 0, known: 3. Events new or changed: 0.');
  });

  test('one feed that is none does not keep the others back', async () => {
    const page = join(home, 'page.html');
    await writeFile(page, '<html><title>Not found</title></html>');
    const { code, out, err } = await signals('read', page, 'http://example.org/rss', notice);
    expect(code).toBe(3);
    expect(out).toContain('Clan del Golfo');
    expect(err).toContain('titled "Not found"');
    expect(err).toContain('SIGNAL_DOWNLOAD');
    expect((await signals('read', page)).code).toBe(3);
    expect((await signals('read')).code).toBe(2);
  });

  test('what a reader left out is told', async () => {
    const odd = join(home, 'odd.xml');
    const item = '<item><title>a</title><pubDate>soon</pubDate></item>';
    await writeFile(odd, `<rss version="2.0"><channel>${item}</channel></rss>`);
    expect((await signals('read', odd)).err).toContain('odd.xml: a: no date: "soon"');
  });

  test('searches for the caller’s parties from then on', async () => {
    const parties = join(home, 'parties.json');
    const mine = [{ id: 'mine-1', caption: 'Quimera', names: ['MADE UP JUDGMENT'] }];
    await writeFile(parties, JSON.stringify(mine));
    await signals('read', press, '--parties', parties);
    expect((await signals()).out).toContain('Names the party: mine-1  Quimera');
    for (const wrong of ['[{"id":1}]', '{', '{}']) {
      await writeFile(parties, wrong);
      expect((await signals('read', press, '--parties', parties)).code).toBe(2);
    }
    expect((await signals('read', press, '--parties', join(home, 'none'))).code).toBe(3);
  });
});

describe('tamiz signals confirm and reject', () => {
  test('keep who, when and why; a confirmed event says what to do', async () => {
    const id = await readBoth();
    const { code, out } = await signals(
      'confirm',
      id,
      '--by',
      'Ana Inventada',
      '--reason',
      'read it',
    );
    expect(code).toBe(0);
    expect(out).toContain(
      'CONFIRMED by Ana Inventada, 2026-04-21T12:00Z, about designation, ofac-15871: read it',
    );
    expect(out).toContain('Do: Update the lists');
    expect(out).toContain('decide again and say with --party');
    const picked = await signals(
      ...[
        'confirm',
        id,
        '--by',
        'B',
        '--reason',
        'c',
        '--party',
        'ofac-15871',
        '--kind',
        'designation',
      ],
      '--json',
    );
    const event = JSON.parse(picked.out);
    expect(event).toMatchObject({ id, state: 'confirmed', decides: false });
    expect(event.decisions.map(({ by }: { by: string }) => by)).toEqual(['Ana Inventada', 'B']);
    expect(event.todo.map(({ en }: { en: string }) => en).join()).not.toContain('--party');
    expect((await signals('--state', 'proposed')).out).not.toContain(id);
    const rejected = await signals(
      'reject',
      id,
      '--by',
      'C',
      '--reason',
      'a draft',
      '--lang',
      'es',
    );
    expect(rejected.out).toContain('RECHAZADO por C');
    expect(rejected.out).not.toContain('    Hacer:');
  });

  test('need a name, a reason and an event that is there', async () => {
    const id = await readBoth();
    expect((await signals('confirm', id, '--reason', 'x')).code).toBe(2);
    expect((await signals('confirm', id, '--by', ' ', '--reason', 'x')).code).toBe(2);
    const unknown = await signals('reject', 'nothing', '--by', 'A', '--reason', 'x');
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('SIGNAL_UNKNOWN') });
    const wrong = await signals(
      'confirm',
      id,
      '--by',
      'A',
      '--reason',
      'x',
      '--party',
      'ofac-11440',
    );
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('ofac-15871') });
  });
});

describe('tamiz signals', () => {
  test('without any, says how to begin', async () => {
    expect(await signals()).toMatchObject({
      code: 0,
      out: expect.stringContaining('signals read'),
    });
    await readBoth();
    expect((await signals('--state', 'rejected')).out).toContain('No event is in that state');
  });

  test('speaks Spanish', async () => {
    await readBoth();
    const { out } = await signals('--lang', 'es');
    expect(out).toContain('PROPUESTO  2026-03-03  designación');
    expect(out).toContain('Puede referirse a (CDG): CDG se usa para');
    expect(out).not.toMatch(/Names|Read from|because|PROPOSED/);
  });

  test('as JSON has what it rests on, and what no rule recognised', async () => {
    const id = await readBoth();
    const { events, unrecognised } = JSON.parse((await signals('--json')).out);
    expect(events.find((event: { id: string }) => event.id === id)).toMatchObject({
      state: 'proposed',
      date: '2026-03-03',
      kinds: [{ kind: 'designation', evidence: [{ rule: 'designation.verb.en' }] }],
      programmes: [{ programme: 'FTO' }],
      sources: [{ feed: 'notice.json', format: 'federal-register', item: 'fr:2026-99999' }],
    });
    expect(unrecognised).toEqual([
      { title: 'Made-up minister meets nobody', link: 'https://example.org/2' },
    ]);
  });
});
