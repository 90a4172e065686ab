import { expect, test } from 'vitest';
import { audit, Cursor } from './cursor.ts';
import { memoryFile } from './testing/files.ts';
import type { Signal } from './types.ts';
import { readXml } from './xml.ts';

async function cursor(record: string): Promise<Cursor> {
  const file = memoryFile(`<list>${record}</list>`);
  for await (const event of readXml(file, { root: 'list', records: ['r'] })) {
    if (event.kind === 'record') return new Cursor(event.element);
  }
  throw new Error('no record');
}

test('what is taken is not left, and what is left has a path', async () => {
  const record = await cursor(
    '<r a="1" b="2">loose<one>1</one><one>2</one><deep><x>3</x><y z="4">5</y></deep><e/>' +
      '<known><any><thing/></any></known></r>',
  );
  expect(record.take('one')).toBe('1');
  expect(record.attribute('a')).toBe('1');
  expect(record.take('e')).toBeUndefined();
  expect(record.take('absent')).toBeUndefined();
  expect(record.child('deep')?.take('y')).toBe('5');
  record.ignore('known', 'never');
  expect(record.left()).toEqual(['@b', '#text', 'one', 'deep/x', 'deep/y/@z']);
  const signals: Signal[] = [];
  audit(record, '7', (signal) => signals.push(signal));
  expect(signals).toHaveLength(5);
  expect(signals[0]).toEqual({ kind: 'unknown-element', record: '7', found: '@b' });
});

test('lists are taken whole, empty texts left out', async () => {
  const record = await cursor('<r><l><v>1</v><v/><w/></l><l><v>2</v></l><l k="v"/></r>');
  expect(record.texts('l', 'v')).toEqual(['1', '2']);
  expect(record.left()).toEqual(['l/w', 'l/@k']);
});

test('each of many attributes is told apart', async () => {
  const names = Array.from({ length: 70 }, (_, index) => `a${index}`);
  const record = await cursor(`<r ${names.map((name) => `${name}="${name}"`).join(' ')}/>`);
  const taken = names.filter((_, index) => index % 3 === 0);
  expect(taken.map((name) => record.attribute(name))).toEqual(taken);
  expect(record.left()).toEqual(names.filter((_, i) => i % 3 !== 0).map((name) => `@${name}`));
});
