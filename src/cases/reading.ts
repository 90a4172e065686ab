import { Type } from 'typebox';
import { problem, sha256 } from '../base/index.ts';
import { type Command, type CommandContext, command, type Kind } from '../store/index.ts';
import { CASE, type CaseState } from './case.ts';
import { checkedVerdict, VerdictFields } from './decision.ts';
import { folded, momentOf, said, told } from './folding.ts';
import { exactly, handle, text } from './inputs.ts';
import { secondPerson } from './people.ts';
import { theState } from './remarks.ts';
import type { Verdict } from './tables.ts';

/** A second reading of a closed false positive, drawn by chance, by somebody who had no part. */
export interface ReadingState {
  readonly status: 'open' | 'read';
  readonly case: string;
  readonly drawnAt: string;
  /** With these the draw can be done again by anybody. */
  readonly seed: string;
  readonly rate: number;
  readonly reader: string | null;
  readonly readAt: string | null;
  readonly verdict: Verdict | null;
  readonly reasons: readonly string[];
  /** Whether the second reader came to what the case was closed with. */
  readonly agrees: 'yes' | 'no' | null;
  readonly text: string | null;
}

const EMPTY: ReadingState = {
  status: 'open',
  case: '',
  drawnAt: '',
  seed: '',
  rate: 0,
  reader: null,
  readAt: null,
  verdict: null,
  reasons: [],
  agrees: null,
  text: null,
};

/** A second reading, folded from its events. */
export const READING: Kind<ReadingState> = folded<ReadingState>({
  name: 'reading',
  fields: ['status', 'case', 'reader', 'verdict', 'agrees', 'drawnAt'],
  empty: EMPTY,
  folds: {
    'reading.drawn': (_, event) => ({
      ...EMPTY,
      ...said<Pick<ReadingState, 'case' | 'seed' | 'rate'>>(event),
      drawnAt: momentOf(event),
    }),
    'reading.read': (state, event) => {
      const read = said<Pick<ReadingState, 'verdict' | 'reasons' | 'agrees'>>(event);
      const { text: words = null } = told<{ text: string }>(event);
      const by = { reader: event.actor.id, readAt: momentOf(event) };
      return { ...state, ...read, ...by, status: 'read', text: words };
    },
  },
});

/** Digits of the digest that decide: 48 bits, of which a number holds every value exactly. */
const DIGITS = 12;

/**
 * Whether chance picks a case for a second reading. The same seed picks the same cases, whoever
 * asks and in whatever order; which ones, nobody can foresee who does not know the seed.
 */
export function isDrawn(seed: string, caseId: string, closedAt: string, rate: number): boolean {
  const digits = sha256(JSON.stringify([seed, caseId, closedAt])).slice(0, DIGITS);
  return Number.parseInt(digits, 16) < rate * 16 ** DIGITS;
}

async function closedCase(
  id: string,
  { reader }: Pick<CommandContext, 'reader'>,
): Promise<CaseState & { readonly closedAt: string }> {
  const document = await reader.document(CASE, id);
  if (document === undefined) throw problem('STORE_ABSENT', { found: `no case ${id}` });
  const { state } = document;
  if (state.closedAt !== null && state.outcome === 'false_positive') {
    return { ...state, closedAt: state.closedAt };
  }
  const expected = 'a case that was closed as a false positive';
  throw problem('CASE_STATE', { expected, found: state.outcome ?? state.status });
}

const draw = command({
  kind: READING,
  name: 'draw',
  summary: 'Lets chance decide whether a closed false positive is read again; nothing where not.',
  right: 'reading:draw',
  creates: true,
  input: exactly({
    case: handle('The closed case'),
    seed: handle('What chance starts from: new for each round of draws, and made known after it'),
    rate: Type.Number({ minimum: 0, maximum: 1, description: 'The share that is read again' }),
  }),
  decide: async (_, { case: id, seed, rate }, context) => {
    const { closedAt } = await closedCase(id, context);
    if (!isDrawn(seed, id, closedAt, rate)) return { outcomes: [] };
    return { outcomes: [{ type: 'reading.drawn', data: { case: id, seed, rate } }] };
  },
});

const { verdict, reasons } = VerdictFields;

const answer = command({
  kind: READING,
  name: 'answer',
  summary: 'Says what the second reader finds. Where it differs, a person may open the case again.',
  right: 'reading:answer',
  creates: false,
  input: exactly({ verdict, reasons, text: text('Why') }),
  decide: async (document, { verdict: is, reasons: why, text: words }, context) => {
    const { status, case: id } = theState(document);
    if (status === 'read') throw problem('CASE_STATE', { expected: 'open', found: status });
    const { workers, proposals, outcome } = await closedCase(id, context);
    const answerers = proposals.flatMap((one) => one.answer?.by ?? []);
    secondPerson(context, [...workers, ...answerers]);
    const found = checkedVerdict(is as Verdict, why, undefined);
    const agrees = found.verdict === outcome ? 'yes' : 'no';
    const data = { verdict: found.verdict, reasons: found.reasons, agrees };
    return { outcomes: [{ type: 'reading.read', data, personal: { text: words } }] };
  },
});

/** What may be asked for of second readings. */
export const READING_COMMANDS = [draw, answer] as readonly Command[];
