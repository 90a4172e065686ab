import fc from 'fast-check';
import { TamizError } from '../../base/index.ts';
import {
  BULK,
  CASE,
  CASE_COMMANDS,
  CASE_KINDS,
  openAlertsOf,
  openProposal,
  PROPERTY,
  READING,
  REDRESS,
  REDRESS_TYPES,
  SAR,
  SUPPRESSION,
} from '../../cases/index.ts';
import { commandOf, syntheticAlert } from '../../cases/testing/alerts.ts';
import { PROGRAM, user, World } from '../../cases/testing/world.ts';
import type { Actor, Kind, StoredEvent } from '../../store/index.ts';

/** The organisation's own settings, as far as the measures ask for them. */
export const SETTINGS: Kind = {
  name: 'organisation',
  fields: [],
  evolve: (state, { data }) => ({ ...state, ...data }),
};

const PEOPLE = ['ana', 'bea', 'carla', 'dora', 'eva', 'fay'].map(user);

/** One thing that somebody tries; `n` stands for whatever else it needs. */
interface Try {
  readonly what: keyof typeof TRIES;
  readonly n: number;
  readonly who: number;
  readonly hours: number;
}

interface Turn extends Try {
  readonly world: World;
  readonly actor: Actor;
  run(address: string, id: string, input: object, actor?: Actor): Promise<void>;
}

const pick = <Item>(items: readonly Item[], n: number): Item | undefined => items[n % items.length];

const ROWS = [
  { verdict: 'false_positive', reasons: ['other-birth-date'], suppressDays: 30 },
  { verdict: 'false_positive', reasons: ['other-birth-date'] },
  { verdict: 'true_match', reasons: ['same-official-number'] },
] as const;

/** What can be tried, each mostly in a state and by somebody that allow it. */
const TRIES = {
  open: ({ world, n, run }: Turn) => {
    const alert = syntheticAlert({
      entity: `made-up-${n % 3}`,
      band: n % 2 ? 'strong' : 'possible',
    });
    const id = `c${world.all(CASE).length + 1}`;
    return run('case/open', id, { customer: `customer-${n % 6}`, alerts: [alert] }, PROGRAM);
  },
  begin: async ({ world, n, actor, run }: Turn) => {
    const id = pick(world.all(CASE), n)?.id ?? '';
    await run('case/triage', id, {});
    await run('case/assign', id, { assignee: actor.id });
    await run('case/investigate', id, {});
  },
  propose: async ({ world, n, run }: Turn) => {
    const found = pick(
      world.all(CASE).filter(({ state }) => state.status === 'investigating'),
      n,
    );
    if (found === undefined) return;
    const { id, state } = found;
    const alerts = openAlertsOf(state).map((alert) => alert.id);
    const row = pick(ROWS, n) ?? ROWS[0];
    const then = row.verdict === 'true_match' ? { outcome: 'true_match_blocked', day: DAY } : {};
    const input = { rows: [{ ...row, alerts }], ...then, text: 'Why.' };
    await run('case/propose', id, input, user(state.assignee ?? ''));
  },
  answer: async ({ world, n, run }: Turn) => {
    const found = pick(
      world.all(CASE).filter(({ state }) => openProposal(state)),
      n,
    );
    if (found === undefined) return;
    const { id, state } = found;
    const proposal = openProposal(state)?.id ?? '';
    if (n % 5 === 0) {
      await run('case/return', id, { proposal, reason: 'verdict-wrong', text: 'Why.' });
    } else {
      await run('case/approve', id, { proposal });
    }
  },
  close: ({ world, n, run }: Turn) =>
    run(
      'case/close',
      pick(
        world.all(CASE).filter((one) => one.state.status === 'approved'),
        n,
      )?.id ?? '',
      {},
    ),
  reopen: ({ world, n, run }: Turn) => {
    const closed = world.all(CASE).filter(({ state }) => state.status === 'closed');
    return run('case/reopen', pick(closed, n)?.id ?? '', { reason: 'new-facts', text: 'Why.' });
  },
  /** All of it at once, and then the same question again, which is suppressed. */
  settleCase: async ({ world, n, actor, run }: Turn) => {
    const found = pick(
      world.all(CASE).filter(({ state }) => state.status === 'new'),
      n,
    );
    const { customer, alerts: [alert] = [] } = found?.state ?? {};
    if (found === undefined || customer == null || alert === undefined) return;
    const { id } = found;
    await run('case/triage', id, {});
    await run('case/assign', id, { assignee: actor.id });
    await run('case/investigate', id, {});
    const alerts = openAlertsOf(world.state(CASE, id)).map((one) => one.id);
    await run('case/propose', id, { rows: [{ ...ROWS[0], alerts }], text: 'Why.' });
    await run('case/approve', id, { proposal: '1' }, PEOPLE[(n + 1) % PEOPLE.length]);
    await run('case/close', id, {});
    const { entity, band } = alert;
    const again = { customer, alerts: [syntheticAlert({ entity, band })] };
    await run('case/open', `c${world.all(CASE).length + 1}`, again, PROGRAM);
  },
  bulk: async ({ world, n, run }: Turn) => {
    const id = `b${world.all(BULK).length + 1}`;
    const cases = world.all(CASE).filter(({ state }) => state.status === 'new');
    const ids = cases.slice(0, 3).map((one) => one.id);
    const row = { verdict: 'false_positive', reasons: ['other-birth-date'] };
    await run('bulk/propose', id, { cases: ids, ...row, text: 'Why.' });
    const other = PEOPLE[(n + 1) % PEOPLE.length];
    await run(n % 4 === 0 ? 'bulk/withdraw' : 'bulk/approve', id, {}, other);
  },
  read: async ({ world, n, run }: Turn) => {
    const closed = world.all(CASE).filter(({ state }) => state.outcome === 'false_positive');
    const found = pick(
      closed.filter(({ state }) => state.closedAt !== null),
      n,
    );
    const id = `r${world.all(READING).length + 1}`;
    if (found === undefined) return;
    await run('reading/draw', id, { case: found.id, seed: 'seed', rate: 1 });
    const { suppressDays: _, ...row } = { suppressDays: 0, ...(pick(ROWS, n) ?? ROWS[0]) };
    await run('reading/answer', id, { ...row, text: 'Why.' });
  },
  complain: async ({ world, n, run }: Turn) => {
    const id = `q${world.all(REDRESS).length + 1}`;
    const about = pick(world.all(CASE), n)?.id;
    const more = about === undefined ? {} : { case: about };
    await run('redress/open', id, { type: 'complaint', person: 'Nadie', ...more });
    await run('redress/step', id, { step: 'acknowledge' });
    const items = REDRESS_TYPES.find((type) => type.id === 'complaint')?.dossier ?? [];
    for (const { id: item } of items) await run('redress/provide', id, { item, text: 'x' });
    await run('redress/step', id, { step: 'examine' });
    await run('redress/answer', id, { as: n % 2 ? 'upheld' : 'dismissed', text: 'x' });
    await run('redress/approve', id, {}, PEOPLE[n % PEOPLE.length]);
  },
  hold: async ({ world, n, run }: Turn) => {
    const id = `p${world.all(PROPERTY).length + 1}`;
    const about = { form: 'account', regime: 'us', programmes: [], holder: 'Nadie' };
    await run('property/open', id, { ...about, description: 'x' });
    const entry = { amount: '10.00', currency: 'USD', day: DAY };
    await run('property/enter', id, { entry: 'e1', type: 'block', ...entry });
    if (n % 2 === 0) return;
    await run('property/propose', id, { entry: 'e2', type: 'release', licence: 'l1', ...entry });
    await run('property/approve', id, { entry: 'e2' }, PEOPLE[n % PEOPLE.length]);
  },
  revoke: ({ world, n, run }: Turn) =>
    run('suppression/revoke', pick(world.all(SUPPRESSION), n)?.id ?? '', {
      reason: 'mistake',
      text: 'Why.',
    }),
  suspect: async ({ world, n, run }: Turn) => {
    const about = pick(world.all(CASE), n)?.id ?? '';
    const id = `s${world.all(SAR).length + 1}`;
    const said = { activities: ['a'], subjects: [], narrative: 'x', isUrgent: false };
    await run('sar/draft', id, { case: about, detected: DAY, suspect: 'known', ...said });
    await run('sar/propose', id, {});
    await run('sar/approve', id, {}, PEOPLE[n % PEOPLE.length]);
    await run('sar/filed', id, { day: DAY });
  },
  settle: async ({ world, n, actor }: Turn) => {
    const revision = world.events.filter(({ kind }) => kind === SETTINGS.name).length;
    const hours = { triage: { warning: 1, breach: 1 + (n % 9) } };
    const data = { serviceLevels: { normal: hours, high: hours } };
    const set = { kind: SETTINGS.name, id: 'org', revision, type: 'organisation.settings', data };
    world.record([set], actor);
  },
} as const satisfies Record<string, (turn: Turn) => Promise<void> | void>;

const DAY = '2026-03-01';

/** Days of work, of which much is tried and not all allowed. */
export const histories: fc.Arbitrary<readonly Try[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...NAMES()),
    n: fc.nat({ max: 59 }),
    who: fc.nat({ max: PEOPLE.length - 1 }),
    hours: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 20, maxLength: 90 },
);

/** A case has to go through several hands before anything can be measured of it. */
function NAMES(): readonly (keyof typeof TRIES)[] {
  const often = ['open', 'begin', 'propose', 'answer', 'close'] as const;
  return [...(Object.keys(TRIES) as (keyof typeof TRIES)[]), ...often, ...often, ...often];
}

/** What happens when all of it is tried: refusals leave no trace. */
export async function play(tries: readonly Try[]): Promise<World> {
  const world = new World([...CASE_KINDS, SETTINGS]);
  for (const tried of tries) {
    world.later(tried.hours);
    const actor = PEOPLE[tried.who] ?? user('ana');
    const run: Turn['run'] = async (address, id, input, by = actor) => {
      try {
        await world.run(commandOf(CASE_COMMANDS, address), id, input, by);
      } catch (error) {
        if (!(error instanceof TamizError)) throw error;
      }
    };
    await TRIES[tried.what]({ ...tried, world, actor, run });
  }
  return world;
}

/** The same events after what they say of persons was erased from some of them. */
export const erased = (
  events: readonly StoredEvent[],
  which: (event: StoredEvent) => boolean,
): readonly StoredEvent[] =>
  events.map((event) => (which(event) ? { ...event, personal: undefined } : event));
