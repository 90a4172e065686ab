import { describe, expect, test } from 'vitest';
import { loadRights } from '../../accounts/index.ts';
import { recordParts } from './composition.ts';

describe('rights', () => {
  test('the policies know whatever may be asked for; add a missing one to data/rights', () => {
    const { commands, procedures, shown } = recordParts({} as never);
    const asked = [
      ...commands.map(({ right }) => right),
      ...procedures.map(({ right }) => right),
      ...shown.map(({ kind }) => `${kind.name}:read`),
    ];
    const { actions } = loadRights();
    expect([...new Set(asked)].filter((right) => !actions.has(right))).toEqual([]);
  });
});
