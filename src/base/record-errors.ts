import { fault, input, usage } from './error-kinds.ts';

/** The errors of the record and of what is kept in it; a part of the table in `errors.ts`. */
export const RECORD_ERRORS = {
  REPLAY_IMPOSSIBLE: usage(
    'a record of a question, with its personal data and the versions of the lists of then',
    'See `tamiz journal show` for what the record is, and `tamiz lists log` for kept versions.',
  ),
  JOURNAL_ABSENT: usage('a journal in the data folder', 'Make one with `tamiz journal create`.'),
  JOURNAL_EXISTS: usage(
    'a data folder without a journal',
    'A journal is made once; name another folder with --home for a second one.',
  ),
  JOURNAL_RECORD: usage(
    'a record that the journal can take',
    'See docs/concepts/record.md for what a record holds and how large it may be.',
  ),
  JOURNAL_NUMBER: usage(
    'the number of a record that the signed checkpoint covers',
    'Run `tamiz journal` for the numbers; `tamiz journal checkpoint` signs up to the last.',
  ),
  JOURNAL_DAMAGED: fault(
    'the journal as it was written',
    'Write nothing to it: copy the folder, run `tamiz journal verify`, restore from a backup.',
  ),
  JOURNAL_NEWER: fault(
    'a form of the journal that this version of Tamiz knows',
    'Use the version of Tamiz that wrote it, or a later one.',
  ),
  JOURNAL_STOPPED: fault(
    'a journal whose last writing succeeded',
    'Look after the disk, then start again; what was acknowledged is kept.',
    503,
  ),
  JOURNAL_BUSY: fault('room in the queue of records', 'Wait for some appends to end.', 503),
  NOTE_INVALID: input(
    'a text signed as C2SP signed-note says, by the key that is trusted for it',
    'Compare the key and the text with what whoever signed it publishes.',
  ),
  WITNESS_REFUSED: fault(
    'a witness that co-signs the checkpoint',
    'Ask whoever runs the witness; a refusal for inconsistency must be cleared up by people.',
    502,
  ),

  // What is kept in it.
  STORE_ABSENT: input('a document that is there', 'Look for it under another id.', 404),
  STORE_EXISTS: input('an id that is not taken', 'Choose another id, or read what is there.', 409),
  STORE_CONFLICT: input(
    'a document that nobody changed in the meantime',
    'Read it again, and decide again on what it says now.',
    409,
  ),
  STORE_INPUT: input(
    'a command with what its description asks for',
    'See docs/reference/http.md for what each command takes.',
  ),
  STORE_AHEAD: fault(
    'a database that shows what the journal of its data folder holds',
    'Stop every server, and make it anew from the journal with `tamiz rebuild`.',
  ),
  STORE_NEWER: fault(
    'a database that this version of Tamiz can read',
    'Use the version of Tamiz that wrote it or a later one, or make it anew with `tamiz rebuild`.',
  ),

  // Cases, and what belongs to them.
  CASE_STATE: input(
    'a step that the state of the document allows',
    'Read it again: somebody may have taken a step in the meantime.',
    409,
  ),
  CASE_OPEN: input('a customer without an open case', 'Add the alerts to the open case.', 409),
  CASE_PERSON: input('a person', 'Sign in: programs may bring alerts, and never decide.', 403),
  CASE_SECOND_PERSON: input(
    'a person who had no part in what is approved',
    'Ask somebody else, who neither worked on it nor proposed it.',
    403,
  ),
  CASE_ASSIGNEE: input(
    'the person to whom it is assigned',
    'Have it assigned to you, or ask whoever has it.',
    403,
  ),
  CASE_PROPOSAL: input(
    'the proposal that waits for an answer',
    'Read what is proposed now, and answer that.',
    409,
  ),
  CASE_ALERTS: input('alerts that are open', 'Read the case again, and decide about these.', 409),
  CASE_EVIDENCE: input(
    'alerts of identical evidence',
    'Decide about those of other evidence by themselves, each for its own reasons.',
    409,
  ),
  CASE_REASON: input(
    'a verdict with reasons that carry it',
    'See data/cases/reasons.json and outcomes.json for what each verdict takes.',
  ),
  CASE_LIMIT: input('no more than the limit', 'Open another document for what is more.', 409),
  CASE_CLOCK: input(
    'a clock of the document that runs',
    'Read the document for its clocks and how they stand.',
    409,
  ),
  CASE_DOSSIER: input(
    'a dossier with everything that the rule asks for',
    'See the document for what is missing.',
    409,
  ),
  CASE_SAFEGUARD: input(
    'the safeguards that the step asks for, recorded',
    'Record each with what shows it, then take the step.',
    409,
  ),
  CASE_AMOUNT: input(
    'an amount above zero in the units of its currency',
    'Write 1234.56 for dollars and 1234 for yen; data/cases/currencies.json has the decimals.',
  ),
  CASE_ENTRY: input(
    'an entry id that is new, or repeats the same entry',
    'Give a new entry an id of its own; correct an old one by reversing it.',
    409,
  ),
  CASE_BALANCE: input(
    'an entry after which no balance is or was below zero',
    'Compare the entries of the property with what happened, by day.',
    409,
  ),
} as const;
