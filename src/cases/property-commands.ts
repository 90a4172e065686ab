import { type Static, Type } from 'typebox';
import { assert, problem } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import { type Command, type CommandContext, command } from '../store/index.ts';
import { CURRENCIES, formatAmount, parseAmount } from './amounts.ts';
import { CASE } from './case.ts';
import { clockCommands, startClocks } from './clocks.ts';
import { defined } from './folding.ts';
import { day, exactly, handle, line, oneOf, pastDay, some, tag, text } from './inputs.ts';
import {
  ENTRY_TYPES,
  type Entry,
  type EntryType,
  firstOverdrawn,
  isBalanced,
  PROPERTY_FORMS,
} from './ledger.ts';
import { personOf } from './people.ts';
import { PROPERTY, type PropertyState } from './property.ts';
import { remarkCommands, room, theState } from './remarks.ts';
import { idsOf } from './tables.ts';

const EntryId = handle('An id that whoever asks has chosen, so that asking twice enters it once');

const amountFields = {
  entry: EntryId,
  amount: Type.String({ maxLength: 48, description: 'A decimal text, such as 1234.56' }),
  currency: oneOf(CURRENCIES, 'A currency of data/cases/currencies.json'),
  day: day('The day on which it happened'),
  licence: Type.Optional(handle('The licence or other authority, by its number')),
  text: Type.Optional(text('What it was')),
};

const byOne = ENTRY_TYPES.filter(({ second }) => !second);
const byTwo = ENTRY_TYPES.filter(({ second }) => second);

const EnterInput = exactly({ type: oneOf(idsOf(byOne), 'What happened'), ...amountFields });
const ProposeInput = exactly({ type: oneOf(idsOf(byTwo), 'What is to happen'), ...amountFields });
const ReverseInput = exactly({
  entry: EntryId,
  of: handle('The entry that it reverses'),
  text: text('What was wrong'),
});

const typeOf = (id: string): EntryType | undefined => ENTRY_TYPES.find((type) => type.id === id);

/**
 * An entry that may be made.
 * @throws CASE_AMOUNT, CASE_ENTRY, STORE_INPUT
 */
function entryOf(input: Static<typeof EnterInput>, now: Date): Entry {
  const { entry: id, type: typeId, amount, currency, day: on, licence } = input;
  const type = typeOf(typeId);
  assert(type !== undefined, `${typeId} is a type of entries`);
  pastDay(on, now);
  if (type.licence && licence === undefined) {
    throw problem('CASE_ENTRY', { expected: 'the licence or other authority', found: 'none' });
  }
  const exact = formatAmount(parseAmount(amount, currency), currency);
  const { from, to } = type;
  const base = { id, type: typeId, from, to, currency, amount: exact, day: on };
  return licence === undefined ? base : { ...base, licence };
}

/** Whether an entry of this id is there already, and says the same. */
function isThere(held: readonly Entry[], entry: Entry): boolean {
  const same = held.find(({ id }) => id === entry.id);
  if (same === undefined) return false;
  const keys = ['type', 'currency', 'amount', 'day', 'of', 'licence'] as const;
  const other = keys.find((key) => same[key] !== entry[key]);
  if (other === undefined) return true;
  throw problem('CASE_ENTRY', { found: `“${entry.id}”, with another ${other}` });
}

/**
 * That the balances after an entry are right, and no account was below zero on any day.
 * @throws CASE_BALANCE, CASE_LIMIT
 */
function checkBalance(state: PropertyState, entry: Entry): void {
  room([...state.entries, ...state.pending, ...state.refused], 'entries');
  assert(isBalanced(state.balances, state.entries), 'balances are those of their entries');
  const overdrawn = firstOverdrawn([...state.entries, entry]);
  if (overdrawn === undefined) return;
  const { day: on, account, amount } = overdrawn;
  throw problem('CASE_BALANCE', { found: `${amount} on ${account} at the end of ${on}` });
}

function clocksOf(state: PropertyState, { type: id, day: on }: Entry): Json {
  const type = typeOf(id);
  const isStarted = type?.unlessCase === true && state.case !== null;
  if (type === undefined || state.regime !== 'us' || isStarted) return [];
  return startClocks(state.clocks, type.clocks, on) as Json;
}

const personalText = (words: string | undefined) =>
  words === undefined ? {} : { personal: { text: words } };

const open = command({
  kind: PROPERTY,
  name: 'open',
  summary: 'Opens the record of one piece of property, before anything is entered.',
  right: 'property:open',
  creates: true,
  input: exactly({
    form: oneOf(idsOf(PROPERTY_FORMS), 'What it is'),
    regime: oneOf(['us', 'other'], 'Under whose law it is blocked or rejected'),
    programmes: some(handle('A programme of data/law'), 40, 0),
    case: Type.Optional(handle('The case that it belongs to')),
    entity: Type.Optional(tag('The listing of the party that it belongs to')),
    dataset: Type.Optional(handle('The list of the listing')),
    holder: line('Whose it is'),
    reference: Type.Optional(line('Its number, such as that of an account')),
    description: text('What it is, and where'),
  }),
  decide: async (_, input, { reader }) => {
    const { holder, reference, description, case: caseId, ...about } = input;
    if (caseId !== undefined && (await reader.document(CASE, caseId)) === undefined) {
      throw problem('STORE_ABSENT', { found: `no case ${caseId}` });
    }
    const data = defined({ ...about, case: caseId } as Record<string, Json>);
    const personal = defined({ holder, reference, description });
    return { outcomes: [{ type: 'property.opened', data, personal }] };
  },
});

const enter = command({
  kind: PROPERTY,
  name: 'enter',
  summary: 'Enters what happened: a block, a rejection, interest, a charge, the end of a licence.',
  right: 'property:enter',
  creates: false,
  input: EnterInput,
  decide: (document, input, { now }) => {
    const state = theState(document);
    const entry = entryOf(input, now);
    if (isThere([...state.entries, ...state.pending], entry)) return { outcomes: [] };
    checkBalance(state, entry);
    const data = { entry, clocks: clocksOf(state, entry) };
    return { outcomes: [{ type: 'property.entered', data, ...personalText(input.text) }] };
  },
});

/** Proposes an entry, unless it is there already. */
function proposed(state: PropertyState, entry: Entry, words: string | undefined) {
  if (isThere([...state.entries, ...state.pending, ...state.refused], entry)) {
    return { outcomes: [] };
  }
  checkBalance(state, entry);
  return { outcomes: [{ type: 'property.proposed', data: { entry }, ...personalText(words) }] };
}

const propose = command({
  kind: PROPERTY,
  name: 'propose',
  summary: 'Proposes a release, a transfer, a licence or a payment under it, for a second person.',
  right: 'property:propose',
  creates: false,
  input: ProposeInput,
  decide: (document, input, context) => {
    personOf(context);
    return proposed(theState(document), entryOf(input, context.now), input.text);
  },
});

const reverse = command({
  kind: PROPERTY,
  name: 'reverse',
  summary: 'Proposes to reverse an entry that was wrong, on its own day, for a second person.',
  right: 'property:propose',
  creates: false,
  input: ReverseInput,
  decide: (document, { entry: id, of, text: words }, context) => {
    personOf(context);
    const state = theState(document);
    const wrong = state.entries.find((entry) => entry.id === of);
    if (wrong === undefined || wrong.of !== undefined) {
      const expected = 'an entry of the property that is no reversal itself';
      throw problem('CASE_ENTRY', { expected, found: of });
    }
    const again = [...state.entries, ...state.pending].find((e) => e.of === of && e.id !== id);
    if (again !== undefined) {
      const expected = 'an entry that nobody reverses yet';
      throw problem('CASE_ENTRY', { expected, found: `${of}, by ${again.id}` });
    }
    const { from, to, currency, amount, day: on } = wrong;
    const moved = { from: to, to: from, currency, amount, day: on };
    return proposed(state, { id, type: 'reverse', ...moved, of }, words);
  },
});

/**
 * The entry that waits, for a person who did not propose it; undefined where it was entered.
 * @throws CASE_PERSON, CASE_SECOND_PERSON, CASE_ENTRY
 */
function pendingFor(state: PropertyState, id: string, context: Pick<CommandContext, 'actor'>) {
  const person = personOf(context);
  const pending = state.pending.find((entry) => entry.id === id);
  if (pending === undefined) {
    if (state.entries.some((entry) => entry.id === id)) return undefined;
    throw problem('CASE_ENTRY', { expected: 'an entry that waits', found: id });
  }
  const wrong = state.entries.find((entry) => entry.id === pending.of);
  if (person === pending.by || person === wrong?.by) {
    throw problem('CASE_SECOND_PERSON', { found: `“${person}”, who entered or proposed it` });
  }
  return pending;
}

const approve = command({
  kind: PROPERTY,
  name: 'approve',
  summary: 'Agrees with an entry that waits, by a person who neither proposed nor entered it.',
  right: 'property:approve',
  creates: false,
  input: exactly({ entry: EntryId }),
  decide: (document, { entry: id }, context) => {
    const state = theState(document);
    const pending = pendingFor(state, id, context);
    if (pending === undefined) return { outcomes: [] };
    checkBalance(state, pending);
    const data = { entry: id, clocks: clocksOf(state, pending) };
    return { outcomes: [{ type: 'property.approved', data }] };
  },
});

const refuse = command({
  kind: PROPERTY,
  name: 'refuse',
  summary: 'Does not agree with an entry that waits, or takes one back.',
  right: 'property:approve',
  creates: false,
  input: exactly({ entry: EntryId, text: text('Why') }),
  decide: (document, { entry: id, text: words }, context) => {
    personOf(context);
    const state = theState(document);
    if (!state.pending.some((entry) => entry.id === id)) {
      throw problem('CASE_ENTRY', { expected: 'an entry that waits', found: id });
    }
    const data = { entry: id };
    return { outcomes: [{ type: 'property.refused', data, personal: { text: words } }] };
  },
});

/** What may be asked for of property. */
export const PROPERTY_COMMANDS: readonly Command[] = [
  ...([open, enter, propose, reverse, approve, refuse] as readonly Command[]),
  ...remarkCommands(
    PROPERTY,
    { comment: 'property:comment', work: 'property:enter' },
    () => undefined,
  ),
  ...clockCommands(PROPERTY),
];
