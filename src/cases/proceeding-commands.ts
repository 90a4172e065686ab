import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import { type Command, command } from '../store/index.ts';
import { CASE } from './case.ts';
import { clockCommands, startClocks } from './clocks.ts';
import { defined } from './folding.ts';
import { day, digest, exactly, existingDay, handle, oneOf, pastDay, text } from './inputs.ts';
import { personOf } from './people.ts';
import { PROCEEDING, type ProceedingState } from './proceeding.ts';
import { PROCEEDING_TYPES, type ProceedingStep, proceedingType } from './proceeding-tables.ts';
import { PROPERTY } from './property.ts';
import { remarkCommands, room, theState } from './remarks.ts';
import { idsOf } from './tables.ts';
import { take } from './workflow.ts';

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

const open = command({
  kind: PROCEEDING,
  name: 'open',
  summary: 'Begins to track an extradition, a request for legal assistance or a forfeiture.',
  right: 'proceeding:open',
  creates: true,
  input: exactly({
    type: oneOf(idsOf(PROCEEDING_TYPES), 'What it is'),
    statute: Type.Optional(
      oneOf(
        PROCEEDING_TYPES.flatMap(({ statutes }) => idsOf(statutes)),
        'The law that it runs by, where its clocks depend on that',
      ),
    ),
    case: Type.Optional(handle('The case that it belongs to')),
    property: Type.Optional(handle('The property that it is about')),
    subject: text('Whom or what it is about'),
  }),
  decide: async (_, input, { reader }) => {
    const { type: id, statute, case: caseId, property, subject } = input;
    const type = proceedingType(id);
    const statutes = idsOf(type.statutes);
    const isKnown = statute === undefined ? statutes.length === 0 : statutes.includes(statute);
    if (!isKnown) {
      const expected = statutes.length === 0 ? 'no statute' : `one of ${statutes.join(', ')}`;
      throw problem('STORE_INPUT', { where: 'statute', expected, found: statute ?? 'none' });
    }
    for (const [kind, of] of [
      [CASE, caseId],
      [PROPERTY, property],
    ] as const) {
      if (of === undefined || (await reader.document<object>(kind, of)) !== undefined) continue;
      throw problem('STORE_ABSENT', { found: `no ${kind.name} ${of}` });
    }
    const data = defined({ type: id, to: type.initial, statute, case: caseId, property });
    return { outcomes: [{ type: 'proceeding.opened', data, personal: { subject } }] };
  },
});

/**
 * A step that the state and the recorded safeguards allow.
 * @throws CASE_STATE, CASE_SAFEGUARD
 */
function stepOf(state: ProceedingState, name: string): ProceedingStep {
  const type = proceedingType(state.type);
  take(type, state.status, name);
  const step = type.steps.find((one) => one.step === name && one.from.includes(state.status));
  const missing = step?.requires?.filter((id) => !Object.hasOwn(state.safeguards, id)) ?? [];
  if (step !== undefined && missing.length === 0) return step;
  throw problem('CASE_SAFEGUARD', { where: name, found: `nothing on ${missing.join(', ')}` });
}

const step = command({
  kind: PROCEEDING,
  name: 'step',
  summary: 'Records a step that was taken; clocks of the law start on its day.',
  right: 'proceeding:step',
  creates: false,
  input: exactly({
    step: oneOf(
      unique(PROCEEDING_TYPES.flatMap(({ steps }) => steps.map((one) => one.step))),
      'The step, as data/cases/proceedings.json names it',
    ),
    day: day('The day on which it was taken'),
    text: Type.Optional(text('On what ground, on what conditions')),
  }),
  decide: (document, { step: name, day: on, text: words }, context) => {
    personOf(context);
    const state = theState(document);
    pastDay(on, context.now);
    room(state.steps, 'items');
    const row = stepOf(state, name);
    const starting = (row.clocks ?? []).filter(
      ({ statutes }) => statutes?.includes(state.statute ?? '') ?? true,
    );
    const started = startClocks(
      state.clocks,
      starting.map(({ clock }) => clock),
      on,
    );
    const data = { step: name, to: row.to ?? state.status, day: on, clocks: started as Json };
    const personal = words === undefined ? {} : { personal: { text: words } };
    return { outcomes: [{ type: 'proceeding.stepped', data, ...personal }] };
  },
});

const safeguard = command({
  kind: PROCEEDING,
  name: 'record-safeguard',
  summary: 'Records a safeguard with what shows it: an assurance, a notice, a finding.',
  right: 'proceeding:safeguard',
  creates: false,
  input: exactly({
    safeguard: oneOf(
      unique(PROCEEDING_TYPES.flatMap(({ safeguards }) => idsOf(safeguards))),
      'The safeguard, as data/cases/proceedings.json names it',
    ),
    day: day('The day of what shows it'),
    sha256: Type.Optional(digest('SHA-256 of the document')),
    text: text('What it says'),
  }),
  decide: (document, { safeguard: id, day: on, sha256, text: words }, context) => {
    personOf(context);
    const { type } = theState(document);
    existingDay(on);
    const known = idsOf(proceedingType(type).safeguards);
    if (!known.includes(id)) {
      const expected = `one of ${known.join(', ')}`;
      throw problem('CASE_SAFEGUARD', { expected, found: id });
    }
    const data = defined({ safeguard: id, day: on, sha256 });
    return { outcomes: [{ type: 'proceeding.safeguarded', data, personal: { text: words } }] };
  },
});

const receive = command({
  kind: PROCEEDING,
  name: 'receive-item',
  summary: 'Records something that was received, with the limits on its use.',
  right: 'proceeding:item',
  creates: false,
  input: exactly({
    item: handle('An id that whoever asks has chosen'),
    day: day('The day on which it was received'),
    sha256: Type.Optional(digest('SHA-256 of it')),
    isConfidential: Type.Boolean({ description: 'Whether it is to be kept confidential' }),
    useLimit: text('For what it may be used'),
    text: text('What it is'),
  }),
  decide: (document, { text: words, useLimit, day: on, ...rest }) => {
    const state = theState(document);
    existingDay(on);
    if (state.items.some(({ id }) => id === rest.item)) return { outcomes: [] };
    room(state.items, 'items');
    const personal = { text: words, useLimit };
    const data = defined({ ...rest, day: on });
    return { outcomes: [{ type: 'proceeding.received', data, personal }] };
  },
});

const consent = command({
  kind: PROCEEDING,
  name: 'record-consent',
  summary: 'Records that whoever gave an item agreed to its use for more.',
  right: 'proceeding:item',
  creates: false,
  input: exactly({ item: handle('The item'), text: text('To what they agreed, and where') }),
  decide: (document, { item: id, text: words }, context) => {
    personOf(context);
    const item = theState(document).items.find((one) => one.id === id);
    if (item === undefined) throw problem('STORE_ABSENT', { found: `no item ${id}` });
    room(item.consents, 'items');
    const data = { item: id };
    return { outcomes: [{ type: 'proceeding.consented', data, personal: { text: words } }] };
  },
});

/** What may be asked for of proceedings. */
export const PROCEEDING_COMMANDS: readonly Command[] = [
  ...([open, step, safeguard, receive, consent] as readonly Command[]),
  ...remarkCommands(
    PROCEEDING,
    { comment: 'proceeding:comment', work: 'proceeding:item' },
    () => undefined,
  ),
  ...clockCommands(PROCEEDING),
];
