import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadData, packageRoot } from '../src/base/index.ts';
import {
  actorKinds,
  clocks,
  dueOf,
  effectsOf,
  orders,
  partyOf,
  partyOfOrder,
  partyOfProgramme,
  programmes,
} from '../src/law/index.ts';
import { registerEntities } from '../src/lists/index.ts';

// A name in a variable, as plain JavaScript has no types to import.
const tool = './law-reference.mjs';
const { lawPage } = await import(/* @vite-ignore */ tool);
const page = readFileSync(join(packageRoot, 'docs/reference/law.md'), 'utf8');

describe('docs/reference/law.md', () => {
  test('is what the tables say; `node tools/law-reference.mjs` writes it anew', () => {
    expect(page).toBe(lawPage());
  });

  test('every link within it leads somewhere', () => {
    const anchors = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id));
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter((id) => !anchors.has(id))).toEqual([]);
  });

  test('every citation of every answer about the register resolves there', () => {
    const entities = [...registerEntities()];
    const parties = entities.filter((one) => one.schema !== 'Sanction' && one.texts('name')[0]);
    expect(parties.length).toBeGreaterThan(100);
    const sanctionsOf = (id: string) =>
      entities.filter((one) => one.schema === 'Sanction' && one.texts('entity').includes(id));
    const asked = [
      ...parties.map((one) => partyOf(one, sanctionsOf(one.id))),
      ...[...programmes.keys()].map((id) => partyOfProgramme(id)),
      ...[...orders.keys()].map((id) => partyOfOrder(id)),
    ];
    const named = new Set<string>();
    for (const party of asked) {
      if (party === undefined) throw new Error('a party that is not there');
      for (const kind of actorKinds) {
        for (const jurisdiction of ['us', 'mx']) {
          const answer = effectsOf(party, '2026-06-30', { jurisdiction, kind });
          for (const id of answer.citations) named.add(id);
        }
      }
    }
    for (const id of clocks.keys()) {
      for (const one of dueOf(id, '2026-06-30')?.citations ?? []) named.add(one);
    }
    expect(named.size).toBeGreaterThan(40);
    expect([...named].filter((id) => !page.includes(`<a id="cite-${id}"></a>`))).toEqual([]);
  });

  test('says of every citation how far it was verified', () => {
    const { citations } = loadData<{ citations: object }>('law/citations.json');
    const rows = page.split('\n').filter((line) => line.startsWith('| <a id="cite-'));
    expect(rows).toHaveLength(Object.keys(citations).length);
    for (const row of rows) expect(row).toMatch(/official text|NOT VERIFIED/);
  });
});
