import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256, TamizError } from '../base/index.ts';
import type { Actor, StoredEvent } from '../store/index.ts';
import { CASE, type CaseState, openAlertsOf, openProposal } from './case.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { CASE_WORKFLOW } from './tables.ts';
import { commandOf, syntheticAlert } from './testing/alerts.ts';
import { PROGRAM, user, World } from './testing/world.ts';
import { stepsFrom } from './workflow.ts';

/** What must hold of a case whatever people try, in whatever order. */

const ACTORS: readonly Actor[] = [
  ...['ana', 'bea', 'carla', 'dora', 'eva', 'fay'].map(user),
  PROGRAM,
  { kind: 'system', id: 'tamiz' },
];

/**
 * A try: a command, who asks, and a number that stands for the rest of its input. Guided, it is one
 * that the state of the case allows, mostly by somebody who may: else few tries come far.
 */
interface Try {
  readonly name: string;
  readonly actor: Actor;
  readonly n: number;
  readonly isGuided: boolean;
}

const NAMES = [
  ...['triage', 'assign', 'investigate', 'investigate', 'wait', 'propose', 'propose', 'propose'],
  ...['approve', 'approve', 'approve', 'return', 'withdraw', 'close', 'close', 'reopen'],
  ...['add-alerts', 'comment', 'attach', 'pin', 'prioritise', 'end-clock'],
] as const;

const tries: fc.Arbitrary<readonly Try[]> = fc.array(
  fc.record({
    name: fc.constantFrom(...NAMES),
    actor: fc.constantFrom(...ACTORS),
    n: fc.nat({ max: 11 }),
    isGuided: fc.boolean(),
  }),
  { minLength: 10, maxLength: 120 },
);

const ROWS = [
  { verdict: 'false_positive', reasons: ['other-birth-date'], suppressDays: 30 },
  { verdict: 'true_match', reasons: ['same-official-number'] },
  { verdict: 'needs_information', reasons: ['document-missing'] },
] as const;
const THENS = [
  {},
  { outcome: 'true_match_blocked', day: '2026-03-02' },
  { until: '2026-03-20', waitFor: 'document' },
] as const;

function inputOf({ name, n }: Try, state: CaseState): object {
  const proposal = n === 0 ? '9' : (openProposal(state)?.id ?? '1');
  const alerts = openAlertsOf(state).map(({ id }) => id);
  const digest = sha256(String(n));
  switch (name) {
    case 'assign':
      return { assignee: ACTORS[n % 3]?.id };
    case 'wait':
      return { reason: 'customer', until: '2026-03-20' };
    case 'propose': {
      const rows = n === 7 ? [] : [{ ...ROWS[n % 3], alerts }];
      return { rows, ...THENS[n % 3], text: 'Why.' };
    }
    case 'approve':
    case 'withdraw':
      return { proposal };
    case 'return':
      return { proposal, reason: 'verdict-wrong', text: 'Why.' };
    case 'reopen':
      return { reason: 'new-facts', text: 'Why.' };
    case 'add-alerts':
      return { alerts: [syntheticAlert({ entity: `made-up-${n % 4}`, listingDigest: digest })] };
    case 'comment':
      return { text: 'A comment.' };
    case 'attach':
      return { name: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: digest };
    case 'pin':
      return { sort: 'document', reference: `ref-${n}`, text: 'Seen.' };
    case 'prioritise':
      return { priority: ['low', 'urgent'][n % 2] };
    case 'end-clock':
      return { clock: String(n), as: 'done', day: '2026-03-03' };
    default:
      return {};
  }
}

const COMMAND_OF: Readonly<Record<string, string>> = {
  reassign: 'comment',
  resume: 'investigate',
  'approve-question': 'approve',
  'propose-in-bulk': 'propose',
};
const BY_ASSIGNEE = ['investigate', 'wait', 'propose', 'withdraw'];

function guided(one: Try, state: CaseState): Try {
  if (!one.isGuided) return one;
  const steps = stepsFrom(CASE_WORKFLOW, state.status).filter((step) => !DULL.includes(step));
  const step = steps[one.n % steps.length] ?? 'comment';
  const name = COMMAND_OF[step] ?? step;
  const isAssignees = BY_ASSIGNEE.includes(name) && state.assignee !== null;
  return { ...one, name, actor: isAssignees ? user(state.assignee as string) : one.actor };
}
const DULL = ['comment', 'prioritise', 'pin', 'attach', 'add-alerts'];

async function play(steps: readonly Try[]): Promise<World> {
  const world = new World(CASE_KINDS);
  const opening = { customer: 'customer-7', alerts: [syntheticAlert()] };
  await world.run(commandOf(CASE_COMMANDS, 'case/open'), 'c1', opening, PROGRAM);
  for (const tried of steps) {
    const one = guided(tried, world.state(CASE, 'c1'));
    const input = inputOf(one, world.state(CASE, 'c1'));
    world.later(1);
    try {
      await world.run(commandOf(CASE_COMMANDS, `case/${one.name}`), 'c1', input, one.actor);
    } catch (error) {
      // Whatever is refused is refused by an error of the table, and changes nothing.
      expect(error).toBeInstanceOf(TamizError);
    }
  }
  return world;
}

/** The case before and after each of its events. */
function* history(world: World): Generator<[CaseState | undefined, StoredEvent, CaseState]> {
  let before: CaseState | undefined;
  for (const event of world.events.filter(({ kind }) => kind === CASE.name)) {
    const after = CASE.evolve(before, event);
    yield [before, event, after];
    before = after;
  }
}

const moves = new Set(
  CASE_WORKFLOW.steps.flatMap(({ from, to }) => from.map((state) => `${state} ${to ?? state}`)),
);
/** Events that are work on what is decided. */
const WORK =
  /^case\.(opened|raised|triaged|investigated|waited|proposed|withdrawn)$|^remark\.(attached|pinned)$/;

function expectLaws(world: World): void {
  const workers = new Set<string>();
  const approvers = new Set<string>();
  for (const [before, { type, actor, data }, after] of history(world)) {
    if (before !== undefined && type !== 'clock.ended') {
      expect(moves, `${before.status} ${after.status}`).toContain(
        `${before.status} ${after.status}`,
      );
    }
    if (type === 'case.approved') {
      expect(actor.kind).toBe('user');
      expect([...workers], `approved by ${actor.id}`).not.toContain(actor.id);
      approvers.add(actor.id);
    }
    // Once it is opened again, who approved before has had a part in it.
    if (type === 'case.reopened') for (const id of approvers) workers.add(id);
    if (WORK.test(type) && actor.kind === 'user') workers.add(actor.id);
    if (type === 'case.assigned') workers.add(String(data.assignee));
    if (/^case\.(triaged|investigated|proposed|approved|closed)$/.test(type)) {
      expect(actor.kind).toBe('user');
    }
    // What the law asked for once, it still asks for.
    for (const { id } of before?.clocks ?? []) expect(after.clocks.map((c) => c.id)).toContain(id);
    if (after.status !== 'closed') continue;
    const approved = after.proposals.filter(({ answer }) => answer?.as === 'approved');
    const last = approved.at(-1);
    expect(after.openAlerts).toBe(0);
    expect(last?.answer?.by).toBeDefined();
    expect(last?.answer?.by).not.toBe(last?.by);
    expect(after.outcome).not.toBeNull();
  }
}

describe('whatever people try', () => {
  test('no case ends without two people, and none takes a step outside the table', async () => {
    const reached = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(tries, async (steps) => {
        const world = await play(steps);
        expectLaws(world);
        // The same events give the same documents.
        expect(world.replayed()).toEqual(world.states());
        const { status } = world.state(CASE, 'c1');
        reached.set(status, (reached.get(status) ?? 0) + 1);
      }),
      { numRuns: 300 },
    );
    // The tries go far enough to mean something.
    for (const status of ['decision_proposed', 'waiting', 'approved', 'closed', 'reopened']) {
      expect([...reached.keys()]).toContain(status);
    }
  }, 60_000);

  test('erasing any persons leaves every document readable, and its course the same', async () => {
    await fc.assert(
      fc.asyncProperty(tries, fc.nat(), async (steps, salt) => {
        const world = await play(steps);
        const erased = world.replayed(({ seq }) => (seq * 7 + salt) % 3 === 0);
        for (const [key, state] of world.states()) {
          const { status, clocks } = state as CaseState;
          expect(erased.get(key)).toMatchObject({ status, ...(clocks && { clocks }) });
        }
      }),
      { numRuns: 50 },
    );
  }, 60_000);
});
