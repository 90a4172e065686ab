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

  // Reports to authorities, and letters.
  REPORT_UNKNOWN: input(
    'the name of a report',
    'See docs/reference/reports.md for the names.',
    404,
  ),
  REPORT_FORMAT: usage(
    'a format that the report has',
    'See docs/reference/reports.md for the formats of each report.',
  ),
  REPORT_INPUT: input(
    'fields as the form of the report describes them',
    'See docs/reference/reports.md for the fields; shorten or correct what is named.',
  ),
  REPORT_INCOMPLETE: input(
    'everything that the form asks for',
    'Fill in what is named, or say that it is unknown where the form has a place for that.',
    409,
  ),
  REPORT_REVEALS: input(
    'a letter that says nothing about reports of suspicious activity',
    'Leave out the words named: 31 CFR 1020.320(e) forbids to reveal that there is one.',
  ),
  REPORT_ANSWER: input(
    "an authority's answer in a form that this version of Tamiz knows",
    'Compare it with the filing by hand, and tell us about the form.',
  ),
} as const;
