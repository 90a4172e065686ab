/**
 * Every error that Tamiz raises on purpose, in one table.
 *
 * An error says three things: what was expected, what was found, and what to do about it. The
 * first and the last belong to the code and stand here; what was found is known only where the
 * error is raised. `docs/reference/errors.md` is generated from this table.
 */

import { type ErrorKind, fault, input, list, serverRefusal, usage } from './error-kinds.ts';
import { RECORD_ERRORS } from './record-errors.ts';

export { EXIT } from './error-kinds.ts';

export const ERRORS = {
  // Wrong use of a command or an endpoint.
  USAGE_OPTION: usage(
    'an option this command knows, with a value it takes',
    'Run the command with --help.',
  ),
  USAGE_UNKNOWN_LIST: usage('the name of a known list', 'Run `tamiz lists` to see the names.'),
  USAGE_UNKNOWN_SCHEMA: usage(
    'a FollowTheMoney schema that can be matched, such as Person, Company or Vessel',
    'See docs/reference/entities.md for the schemas.',
  ),
  USAGE_OUTPUT: usage(
    'an output file ending in .jsonl, .json, .csv or .xlsx, other than the input',
    'Name another file with --out.',
  ),
  USAGE_RESUME: usage(
    'the progress file of an interrupted run with the same input, options and lists',
    'Run without --resume to start over.',
  ),
  USAGE_PORT: usage('a port that is free', 'Name another one with --port, or 0 for any.'),
  USAGE_LISTEN: usage(
    'a loopback address, or an access token when listening elsewhere',
    'Set TAMIZ_TOKEN to a long random secret, or leave --host at 127.0.0.1.',
  ),

  USAGE_WEBHOOK: usage(
    'an https address, or http on this machine, and a secret of 16 characters or more',
    'Give the secret in TAMIZ_WEBHOOK_SECRET or in the file that --secret-file names.',
  ),
  USAGE_PROPERTY: usage(
    'properties of the schema, with texts or lists of texts as values',
    'See docs/reference/entities.md for the properties of each schema.',
  ),

  LAW_ACTOR: usage(
    'a country and a kind of actor, such as us-bank, mx-bank or foreign-bank',
    'See docs/reference/law.md for the kinds of actors.',
  ),
  LAW_CLOCK: usage(
    'a clock, calendar, day and extension that data/law knows',
    'See docs/reference/law.md for the clocks and their rules.',
  ),
  LAW_PARTY: usage(
    'a programme, the id of a listed party, or a name exactly as a list or an order has it',
    'Look the name up with `tamiz match`, then ask by the id.',
  ),

  // Requests that the server refuses.
  SERVER_HOST: serverRefusal(
    'a Host header with a loopback name or address, as the server listens on this machine alone',
    'Open http://127.0.0.1 with its port, or set TAMIZ_TOKEN to serve under another name.',
    403,
  ),
  SERVER_ORIGIN: serverRefusal(
    'a request from a page of this server',
    'Another web page tried to use Tamiz. Programs should leave the Origin header out.',
    403,
  ),
  SERVER_TOKEN: serverRefusal(
    'the header `Authorization: Bearer` with the access token of this server',
    'Ask whoever runs this server for the token.',
    401,
  ),
  SERVER_BUSY: serverRefusal(
    'a free place in the queue of screenings',
    'Wait until one is done, then send the file again.',
    429,
  ),
  SERVER_BUSY_PAST: serverRefusal(
    'a free place among the past days that are being opened',
    'Ask again in some seconds; days that are open are answered at once.',
    429,
  ),
  SERVER_NO_SCREENING: serverRefusal(
    'the id of a screening that is still kept',
    'Results are kept for 24 hours and until the server stops; send the file again.',
    404,
  ),
  SERVER_NOT_DONE: serverRefusal(
    'a screening that is done',
    'Wait for its `done` event, then ask again.',
    409,
  ),

  // Input that cannot be read as it stands.
  INPUT_NOT_FOUND: input(
    'a file that exists and can be read',
    'Check the path and its permissions.',
    404,
  ),
  INPUT_EMPTY: input(
    'a file with a header row and at least one record',
    'Check that the export finished.',
  ),
  INPUT_TOO_LARGE: input(
    'input within the limit named',
    'Split the input, or leave out what is not needed.',
    413,
  ),
  INPUT_ENCODING: input(
    'UTF-8, UTF-16 with a byte order mark, or Windows-1252',
    'Save the file as UTF-8 and try again.',
  ),
  INPUT_FORMAT: input(
    'a text file with one customer a row, separated by comma, semicolon, tab or bar',
    'In Excel: File, Save As, "CSV UTF-8 (comma delimited)".',
    415,
  ),
  INPUT_PACKED: input(
    'a gzip file that is whole',
    'Check that the transfer finished, or unpack the file first.',
  ),
  INPUT_CSV: input(
    'a closing quote followed by a separator or the end of the line',
    'Close the quote, or write a quote inside a quoted value twice.',
  ),
  INPUT_COLUMNS: input(
    'a column with names or identifiers',
    'Say what a column holds with --map "Heading=name"; ' +
      'data/screening/columns.json has the headings known.',
  ),

  // Customers that are kept to be screened again.
  CUSTOMERS_NO_ID: input(
    'a column with an identifier of your own for each customer',
    'Name it with --map "Heading=id"; a customer is found again by it.',
  ),
  CUSTOMERS_ABSENT: usage(
    'customers that are loaded',
    'Load them with `tamiz customers load FILE`.',
  ),
  CUSTOMERS_DAMAGED: list(
    'the files of the customers as they were written',
    'Remove them with `tamiz customers remove --all`, and load them again.',
  ),

  // Official announcements.
  SIGNAL_FORMAT: input(
    "a feed in RSS 2.0, Atom or the Federal Register's JSON",
    'Check that the address is that of a feed, and fetch it again.',
    415,
  ),
  SIGNAL_DOWNLOAD: input(
    'a feed at an https address',
    'Try again later, or save the feed and name the file.',
    502,
  ),
  SIGNAL_UNKNOWN: usage(
    'the id of an event that was read',
    'Run `tamiz signals` to see the events and their ids.',
  ),
  SIGNALS_DAMAGED: fault(
    'the files of announcements and decisions as they were written',
    'Put them back from a copy. Announcements alone can be read again once items.json is removed.',
  ),

  // Lists that cannot be used.
  LIST_NOT_KEPT: list(
    'a day on which a version stood that is kept',
    'Run `tamiz lists log` to see which versions are kept, and ask for a day from the first on.',
    404,
  ),
  LIST_ABSENT: list(
    'a list that is loaded',
    'Get it with `tamiz lists update`, or take files at hand with `tamiz lists import`.',
  ),
  LIST_FORMAT: list(
    'a file in a format this list is published in',
    'Check where the file came from.',
    400,
  ),

  LIST_MANIFEST: list(
    "a manifest in yente's form: datasets with a name and a path or entities_url, or catalogs",
    'See docs/reference/cli.md for what a manifest may say.',
    400,
  ),
  LIST_CHECK: list(
    'a version that passes the checks of its list',
    'Nothing was changed: the version before stays active. Check the source, and try again later.',
    422,
  ),
  LIST_DOWNLOAD: list(
    'the list from its publisher',
    'Nothing was changed. Try again later, or take files at hand with `tamiz lists import`.',
    502,
  ),
  LIST_DAMAGED: list(
    'the files of the list as they were written',
    'Import or update the list again.',
  ),
  SEGMENT_DAMAGED: list(
    'an index file that this version of Tamiz wrote',
    'Delete the file; it is built anew from the list.',
  ),

  // The record.
  ...RECORD_ERRORS,

  // The machine, not the user.
  WEBHOOK_WAITING: fault(
    'a receiver that takes the messages',
    'Nothing is lost: what waits in the outbox is sent by the next `tamiz watch --webhook`.',
    502,
  ),
  WEBHOOK_GIVEN_UP: fault(
    'a receiver that takes messages',
    'The message is kept in outbox/failed; move its file back to outbox to have it sent again.',
    502,
  ),
  HOME_LOCKED: fault(
    'to be the only process that writes to the data folder',
    'Stop the other process, or name another folder with --home.',
    503,
  ),
  OUTPUT_TOO_LARGE: fault(
    'an output that the format can hold',
    'Write .jsonl or .csv, or raise --threshold.',
    413,
  ),
  DISK_FULL: fault(
    'room on the disk',
    'Free some space and run the command again; nothing that was complete is lost.',
    507,
  ),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

interface Details {
  /** What was found, in a few words: a value, a line number, a count. */
  readonly found: string;
  /** Where it was found: a file, a line, an address. */
  readonly where?: string;
  /** Replaces the table's text when the place knows better. */
  readonly expected?: string;
  readonly remedy?: string;
  readonly cause?: unknown;
}

/** The only error class that Tamiz throws on purpose. */
export class TamizError extends Error {
  readonly code: ErrorCode;
  readonly expected: string;
  readonly found: string;
  readonly where: string | undefined;
  readonly remedy: string;
  readonly exit: number;
  readonly http: number;

  constructor(code: ErrorCode, details: Details) {
    const kind = ERRORS[code];
    const expected = details.expected ?? kind.expected;
    const remedy = details.remedy ?? kind.remedy;
    const where = details.where === undefined ? '' : `${details.where}: `;
    super(`${where}expected ${expected}, found ${details.found}. ${remedy}`, {
      cause: details.cause,
    });
    this.name = 'TamizError';
    this.code = code;
    this.expected = expected;
    this.found = details.found;
    this.where = details.where;
    this.remedy = remedy;
    this.exit = kind.exit;
    this.http = kind.http;
  }
}

/** Makes the error for `code`; written `throw problem('INPUT_EMPTY', { found: 'no bytes' })`. */
export function problem(code: ErrorCode, details: Details): TamizError {
  return new TamizError(code, details);
}

/** Whether an unknown thrown value carries this Node error code, for example `ENOENT`. */
export function hasErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
