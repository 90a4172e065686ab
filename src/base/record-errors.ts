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
  STORE_UNREACHABLE: fault(
    'a database that answers',
    'Look after the database; what the journal acknowledged is kept, and shown once it answers.',
    503,
  ),
  STORE_KEEPER: fault(
    'the server that has the journal, which writes for all',
    'Start it, and look after its address and the token that both servers share.',
    503,
  ),
  STORE_NEWER: fault(
    'a database that this version of Tamiz can read',
    'Use the version of Tamiz that wrote it or a later one, or make it anew with `tamiz rebuild`.',
  ),

  // Accounts and rights. What was found never says a password, a token or who there is.
  ACCOUNT_SIGN_IN: input(
    'a handle and the password that belongs to it',
    'Try again, or ask an administrator of your organisation for a link to choose another one.',
    401,
  ),
  ACCOUNT_SESSION: input('a session or key that is valid', 'Sign in again.', 401),
  ACCOUNT_LINK: input(
    'a link that nobody used, and that has not ended',
    'Ask an administrator of your organisation for another one.',
    401,
  ),
  ACCOUNT_LOCKED: input(
    'fewer failures to sign in, for this account and from this address',
    'Wait half an hour, then try again.',
    429,
  ),
  ACCOUNT_BUSY: fault('room in the queue of passwords', 'Wait some seconds, then try again.', 429),
  ACCOUNT_RIGHT: input(
    'a right to do this',
    'See docs/reference/rights.md for what each role may do; an administrator gives roles.',
    403,
  ),
  ACCOUNT_FORGED: input(
    'a request from a page of this server, with the token of its session',
    'Another web page tried to use Tamiz. Programs should use a key instead of a session.',
    403,
  ),
  ACCOUNT_PASSWORD: input(
    'a password of 15 to 256 characters that is not made of your name',
    'Put four or five words together that have nothing to do with each other.',
  ),
  ACCOUNT_HANDLE: input(
    'a handle of up to 63 characters a-z, 0-9, dots and hyphens',
    'Choose another one; it stays in the record for good.',
  ),
  ACCOUNT_ROLES: input(
    'roles that one person may hold together',
    'Administrators and auditors hold no other role in cases; sar-officer adds to another one.',
  ),
  ACCOUNT_SCOPES: input(
    'scopes that a key may have',
    'See docs/reference/rights.md: keys decide nothing and manage nobody.',
  ),
  ACCOUNT_SELF: input(
    'somebody else to do this for you',
    'Ask another administrator of your organisation.',
    403,
  ),
  ACCOUNT_LAST: input(
    'another active administrator',
    'Make somebody else an administrator first.',
    409,
  ),
  ACCOUNT_STATE: input(
    'an account, key or organisation in a state that allows this',
    'Look at how it stands; enable a user, grant another key or name a provider first.',
    409,
  ),
  ACCOUNT_PROVIDER: input(
    'an OpenID Connect provider that answers as its standard says',
    "Check issuer and client in the organisation's settings and at the provider.",
    502,
  ),
  ACCOUNT_ELSEWHERE: input(
    'a sign-in at the provider of your organisation, begun here minutes ago',
    'Begin again; if it happens again, ask an administrator of your organisation.',
    401,
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
  REPORT_ERASED: input(
    'a report whose input is there',
    'Its personal data was erased; what it said can no longer be shown.',
    409,
  ),
  REPORT_PREVIEW: input(
    'the digest of the input that stands, as it was previewed',
    'Preview the report as it stands, and approve that.',
    409,
  ),
  REPORT_CHANGED: fault(
    'the bytes that were approved',
    'Use the version of Tamiz by which it was approved: this one writes the form in another way.',
    409,
  ),
  REPORT_ANSWER: input(
    "an authority's answer in a form that this version of Tamiz knows",
    'Compare it with the filing by hand, and tell us about the form.',
  ),
} as const;
