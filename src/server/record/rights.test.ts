import { expect, test } from 'vitest';
import {
  ACCOUNT_COMMANDS,
  ACCOUNT_KINDS,
  ACCOUNT_PROCEDURES,
  loadRights,
} from '../../accounts/index.ts';
import { CASE_COMMANDS, CASE_KINDS } from '../../cases/index.ts';

test('every right that a command or a route asks for is an action of the policies', () => {
  const rights = [...ACCOUNT_COMMANDS, ...ACCOUNT_PROCEDURES, ...CASE_COMMANDS].map(
    ({ right }) => right,
  );
  const reads = ['organisation', 'user', 'key', 'session', ...CASE_KINDS.map(({ name }) => name)];
  const asked = new Set([...rights, ...reads.map((name) => `${name}:read`)]);
  const known = loadRights().actions;
  expect([...asked].filter((right) => !known.has(right))).toEqual([]);
  const unused = [...known.keys()].filter((right) => !asked.has(right) && !OF_ROUTES.has(right));
  expect(unused).toEqual([]);
  expect(ACCOUNT_KINDS.length).toBeGreaterThan(4);
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
  'report:read',
  'report:draft',
  'report:comment',
  'report:propose',
  'report:approve',
  'report:file',
]);
