import { type SentError, sendError } from '../base/index.ts';
import type { SharedEngine } from '../matching/index.ts';
import type { Answer, Asker, Wishes } from './asker.ts';
import { type Plan, type Row, recordOf } from './rows.ts';

/** What a thread is given when it starts. */
export interface ThreadData {
  readonly engine: SharedEngine;
  readonly plan: Plan;
  readonly wishes: Wishes;
}

/** Rows as they are sent to a thread: two flat arrays cost a third of what objects do. */
export interface Questions {
  readonly lines: readonly number[];
  /** The cells of all rows, end to end. */
  readonly cells: readonly string[];
}

/** What a thread sends back. */
export interface Answers {
  /** One a row, in their order; null where there is nothing to tell and no hit. */
  readonly answers: readonly (Answer | null)[];
  /** What stopped it at the row after the last answer. */
  readonly error?: SentError;
}

/** Lays rows out for a thread. */
export function packQuestions(rows: readonly Row[]): Questions {
  const cells: string[] = [];
  for (const row of rows) for (const cell of row.cells ?? []) cells.push(cell);
  return { lines: rows.map(({ line }) => line), cells };
}

/** In a thread: answers what was sent, as far as it comes. */
export function answerAll(asker: Asker, plan: Plan, { lines, cells }: Questions): Answers {
  const width = plan.columns.length;
  const idAt = plan.columns.findIndex((column) => column.role === 'id');
  const answers: (Answer | null)[] = [];
  try {
    for (const [i, line] of lines.entries()) {
      const own = cells.slice(i * width, (i + 1) * width);
      const record = recordOf(own[idAt] ?? '', line);
      const answer = answerWhole(asker, line, record, own);
      const empty = answer.hits.length === 0 && answer.signals.length === 0;
      answers.push(empty ? null : answer);
    }
    return { answers };
  } catch (error) {
    return { answers, error: sendError(error) };
  }
}

function answerWhole(asker: Asker, line: number, record: string, cells: readonly string[]): Answer {
  const asking = asker.answer({ line, record, cells });
  for (;;) {
    const step = asking.next();
    if (step.done === true) return step.value;
  }
}
