import { expect, test } from 'vitest';
import { ACCOUNT_KINDS, loadRights } from '../../accounts/index.ts';
import { RECORD_KINDS, recordParts } from './composition.ts';

test('every right that a command or a route asks for is an action of the policies', () => {
  const { commands, procedures, shown } = recordParts({} as Parameters<typeof recordParts>[0]);
  const rights = [...commands, ...procedures].map(({ right }) => right);
  const reads = shown.map(({ kind }) => kind.name);
  const asked = new Set([...rights, ...reads.map((name) => `${name}:read`)]);
  const known = loadRights().actions;
  expect([...asked].filter((right) => !known.has(right))).toEqual([]);
  const unused = [...known.keys()].filter((right) => !asked.has(right) && !OF_ROUTES.has(right));
  expect(unused).toEqual([]);
  expect(ACCOUNT_KINDS.length).toBeGreaterThan(4);
  expect(RECORD_KINDS.length).toBeGreaterThan(reads.length);
});

/** Rights that routes ask for which are made from no command. */
const OF_ROUTES = new Set([
  'screen:ask',
  'list:read',
  'list:update',
  'oversight:read',
  'journal:read',
  'journal:verify',
  'journal:export',
]);
