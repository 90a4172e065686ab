import { validate } from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCOUNT_COMMANDS } from './kinds.ts';
import type { Principal } from './principal.ts';
import { ACCOUNT_PROCEDURES } from './procedures.ts';
import { grantableScopes, judge, loadRights, permits, requireRight, resourceOf } from './rights.ts';
import { compartmentsOf, ROLES, type Role } from './roles.ts';
import { USER } from './user.ts';

const ACTIONS = [...loadRights().actions.keys()].sort();
const inGroup = (group: string) =>
  ACTIONS.filter((action) => loadRights().actions.get(action)?.includes(group));

const person = (roles: readonly Role[], more: Partial<Principal> = {}): Principal => ({
  tenant: 'main',
  actor: { kind: 'user', id: 'ana' },
  handle: 'ana',
  roles,
  scopes: undefined,
  compartments: compartmentsOf(roles),
  session: undefined,
  ...more,
});

const program = (roles: readonly Role[], scopes: readonly string[]): Principal =>
  person(roles, { actor: { kind: 'key', id: 'k' }, scopes });

const ours = { tenant: 'main' };
const own = { tenant: 'main', owner: 'ana' };
const others = { tenant: 'main', owner: 'bea' };
const anyResource = fc.constantFrom(ours, own, others, { ...ours, compartment: 'sar' });
const anyAction = fc.constantFrom(...ACTIONS);
const anyRoles = fc.subarray([...ROLES]);

describe('the policies', () => {
  test('are valid by their schema, strictly and without a warning', () => {
    const { schema, policies } = loadRights();
    const answer = validate({ schema, policies: { staticPolicies: policies } });
    expect(answer).toEqual({
      type: 'success',
      validationErrors: [],
      validationWarnings: [],
      otherWarnings: [],
    });
    const wrong = {
      staticPolicies: { x: 'permit (principal in Role::"boss", action, resource);' },
    };
    expect(validate({ schema, policies: wrong }), 'the check can fail').toMatchObject({
      validationErrors: [{ policyId: 'x' }],
    });
  });

  test('know every action that a command or procedure asks for', () => {
    for (const { right } of [...ACCOUNT_COMMANDS, ...ACCOUNT_PROCEDURES]) {
      expect(ACTIONS).toContain(right);
    }
  });

  test('each decide about something', () => {
    const used = new Set<string>();
    const everybody = [
      ...ROLES.flatMap((role) => [person([role]), program([role], ACTIONS)]),
      person(['administrator', 'analyst']),
      person(['auditor', 'analyst']),
      person(['analyst', 'sar-officer']),
      person(['manager', 'sar-officer']),
      program(['analyst'], []),
    ];
    const resources = [own, { tenant: 'other' }, { ...ours, compartment: 'sar' }];
    for (const principal of everybody) {
      for (const action of ACTIONS) {
        for (const resource of resources) {
          for (const id of judge(principal, action, resource).because) used.add(id);
        }
      }
    }
    expect([...used].sort()).toEqual(Object.keys(loadRights().policies).sort());
  });
});

describe('whatever roles somebody has', () => {
  test('nothing of another organisation is theirs', () => {
    fc.assert(
      fc.property(anyRoles, anyAction, anyResource, fc.boolean(), (roles, action, thing, isKey) => {
        const principal = isKey ? program(roles, ACTIONS) : person(roles);
        const there = { ...principal, tenant: 'other', compartments: ['sar'] };
        expect(permits(there, action, thing)).toBe(false);
        expect(judge(there, action, thing).because).toContain('organisations-are-apart');
      }),
      { numRuns: 400 },
    );
  });

  test('what nobody knows is denied: unknown actions, groups, and whatever else', () => {
    const names = ['reading', 'own', 'programs', 'case:*', '*', '', 'CASE:READ', 'toString'];
    for (const action of [...names, 'case:read"', 'Action::"case:read"']) {
      for (const role of ROLES) expect(permits(person([role]), action, own)).toBe(false);
    }
    fc.assert(
      fc.property(fc.string(), anyRoles, (action, roles) => {
        expect(permits(person(roles), action, own)).toBe(ACTIONS.includes(action));
      }),
    );
  });

  test('without a role there is nothing but one’s own account', () => {
    const may = ACTIONS.filter((action) => permits(person([]), action, own));
    expect(may).toEqual([...inGroup('own'), 'key:read', 'key:revoke'].sort());
    expect(ACTIONS.filter((action) => permits(person([]), action, others))).toEqual([]);
  });

  test('an administrator sees no case and an auditor changes none, whatever else they are', () => {
    const work = ['reading', 'asking', 'feeding', 'working', 'proposing', 'approving', 'leading'];
    const people = inGroup('administering').filter((one) => /^(user|organisation):/.test(one));
    const changes = [...[...work.slice(1), 'running', 'commenting'].flatMap(inGroup), ...people];
    fc.assert(
      fc.property(anyRoles, anyAction, anyResource, (roles, action, resource) => {
        if (permits(person([...roles, 'administrator']), action, resource)) {
          expect(work.flatMap(inGroup)).not.toContain(action);
        }
        if (permits(person([...roles, 'auditor']), action, resource)) {
          expect(changes).not.toContain(action);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('nobody gives themself roles, another way to sign in, or a way back', () => {
    for (const action of ['user:roles', 'user:link', 'user:bind', 'user:enable']) {
      expect(permits(person(['administrator']), action, own)).toBe(false);
      expect(permits(person(['administrator']), action, others)).toBe(true);
    }
  });

  test('reports of suspicions are for those who know of them alone', () => {
    const hidden = { ...ours, compartment: 'sar' };
    fc.assert(
      fc.property(anyRoles, anyAction, (roles, action) => {
        const without = person(roles, { compartments: [] });
        expect(permits(without, action, hidden)).toBe(false);
        if (action.startsWith('sar:')) expect(permits(without, action, ours)).toBe(false);
        // The right adds nothing else.
        const known = person([...roles, 'sar-officer'], { compartments: ['sar'] });
        if (!action.startsWith('sar:')) {
          expect(permits(known, action, ours)).toBe(permits(without, action, ours));
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a key', () => {
  test('does what it was granted, as far as its owner may, and never what is for persons', () => {
    fc.assert(
      fc.property(
        anyRoles,
        anyAction,
        fc.subarray(ACTIONS),
        anyResource,
        (roles, action, scopes, on) => {
          const may = permits(program(roles, scopes), action, on);
          const expected =
            permits(person(roles), action, on) &&
            scopes.includes(action) &&
            inGroup('programs').includes(action);
          expect(may).toBe(expected);
        },
      ),
      { numRuns: 400 },
    );
    for (const group of ['working', 'proposing', 'approving', 'leading', 'administering', 'own']) {
      for (const action of inGroup(group)) expect(grantableScopes()).not.toContain(action);
    }
  });
});

describe('asking for a right', () => {
  test('says which one is missing, or that there is nothing', () => {
    requireRight(person(['analyst']), 'case:read', ours);
    const refused = (action: string, resource: Parameters<typeof requireRight>[2]) => {
      try {
        requireRight(person(['analyst']), action, resource);
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(refused('case:approve', ours)).toMatchObject({ code: 'ACCOUNT_RIGHT', http: 403 });
    expect(refused('case:read', { tenant: 'other' })).toMatchObject({ code: 'STORE_ABSENT' });
    const hidden = { ...ours, compartment: 'sar' };
    expect(refused('case:read', hidden)).toMatchObject({ code: 'STORE_ABSENT', http: 404 });
  });

  test('knows whose accounts, keys and sessions are', () => {
    expect(resourceOf('main', USER, 'ana')).toEqual(own);
    const key = { kind: 'key', id: 'k', revision: 1, state: { owner: 'ana' } };
    expect(resourceOf('main', { ...USER, name: 'key' }, 'k', key)).toEqual(own);
    const session = { kind: 'session', id: 's', revision: 1, state: { handle: 'ana' } };
    expect(resourceOf('main', { ...USER, name: 'session' }, 's', session)).toEqual(own);
    const report = { ...USER, name: 'report', compartment: 'sar' };
    expect(resourceOf('main', report, 'r')).toEqual({ ...ours, compartment: 'sar' });
  });

  test('is refused where a policy that forbids cannot be asked, which Cedar would pass over', () => {
    const broken = { ...person(['analyst']), tenant: undefined as unknown as string };
    const { allowed, because } = judge(broken, 'case:read', ours);
    expect(allowed).toBe(false);
    expect(because, 'the engine itself allowed it').toEqual(['analysts-work']);
  });
});

/** What a role may do: `yes`, `own` where only with what is one's own, or nothing. */
function cell(principal: Principal, action: string): string {
  if (permits(principal, action, others))
    return permits(principal, action, own) ? 'yes' : "others'";
  return permits(principal, action, own) ? 'own' : '';
}

test('the reference says who may do what; `npx vitest run src/accounts -u` writes it anew', async () => {
  const columns: readonly (readonly [string, readonly Role[]])[] = [
    ['analyst', ['analyst']],
    ['reviewer', ['reviewer']],
    ['manager', ['manager']],
    ['auditor', ['auditor']],
    ['administrator', ['administrator']],
  ];
  const table = (actions: readonly string[], more: readonly Role[]) => [
    `| Action | ${columns.map(([name]) => name).join(' | ')} | a key |`,
    `|---|${columns.map(() => '---|').join('')}---|`,
    ...actions.map((action) => {
      const cells = columns.map(([, roles]) => cell(person([...roles, ...more]), action));
      const key = grantableScopes().includes(action) ? 'if granted' : '';
      return `| \`${action}\` | ${[...cells, key].join(' | ')} |`;
    }),
  ];
  const sar = ACTIONS.filter((action) => action.startsWith('sar:'));
  const page = [
    '# Rights',
    '',
    'Who may do what, made by asking the policies in `data/rights` about each role and each action. Nothing',
    'else is allowed to anybody, and nothing of another organisation to anyone. A person may have several',
    'roles, but administrators and auditors have no other. *Own*: what is one’s own account, session or key;',
    "*others'*: not one's own. A key does what it was granted, and only what its owner may do too.",
    'What a role may do, a case may still refuse: whoever worked on it does not approve it.',
    '[Accounts](../concepts/accounts.md) says why.',
    '',
    ...table(
      ACTIONS.filter((action) => !sar.includes(action)),
      [],
    ),
    '',
    '## Reports of suspicious activity',
    '',
    'For those who have the role `sar-officer` beside the one in the column; for anybody else there is nothing.',
    '',
    ...table(sar, ['sar-officer']),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/reference/rights.md');
});
