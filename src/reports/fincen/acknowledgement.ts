import { problem, TamizError } from '../../base/index.ts';
import { readXml, type XmlElement } from '../../lists/index.ts';

/** Something that FinCEN found in a report. */
export interface FilingError {
  /** `WARN` where the report was taken all the same. */
  readonly level: string;
  readonly code: string;
  readonly text: string;
  /** The element by its path, whose numbers are those of the filed batch. */
  readonly context: string;
  readonly element: string;
}

/** What FinCEN answers to a batch. */
export interface Acknowledgement {
  /** As the file has it; `A` is accepted. */
  readonly status: string;
  readonly isAccepted: boolean;
  /** The reports of the batch in its order, each with the identifier that later ones name. */
  readonly reports: readonly {
    readonly bsaId: string | undefined;
    readonly errors: readonly FilingError[];
  }[];
}

/** An acknowledgement of the largest batch has some megabytes; reports of one batch at most. */
const MAX_BYTES = 67_108_864;
const MAX_REPORTS = 100_000;

const SUBMISSION = 'EFilingSubmissionXML';
const ACTIVITY = `${SUBMISSION}/EFilingActivityXML`;
const ERROR_PARTS = new Set([
  'ErrorContextText',
  'ErrorElementNameText',
  'ErrorLevelText',
  'ErrorText',
  'ErrorTypeCode',
]);

const refused = (where: string, found: string): TamizError =>
  problem('REPORT_ANSWER', { where, found });

/**
 * Reads FinCEN's acknowledgement of a batch. A file with anything that is not known here is
 * refused, as half an answer would pass for a whole one.
 *
 * @throws REPORT_ANSWER saying what was found instead
 */
export async function readAcknowledgement(
  bytes: Uint8Array,
  name = 'the acknowledgement',
): Promise<Acknowledgement> {
  if (bytes.length > MAX_BYTES) throw refused(name, `over ${MAX_BYTES} bytes`);
  const statuses: string[] = [];
  const reports: Acknowledgement['reports'][number][] = [];
  const open = async function* () {
    yield bytes;
  };
  try {
    const layout = { root: 'EFilingBatchXML', records: [ACTIVITY] };
    for await (const event of readXml({ name, open }, layout)) {
      if (event.kind === 'other') throw refused(name, `<${event.path}>, which is not known`);
      if (event.kind === 'open') statuses.push(event.attributes.get('StatusCode') ?? '');
      else reports.push(reportOf(event.element, name));
      if (reports.length > MAX_REPORTS) throw refused(name, `over ${MAX_REPORTS} reports`);
    }
  } catch (error) {
    // The reader of lists speaks of lists and publishers, which this is not about.
    if (!(error instanceof TamizError) || error.code !== 'LIST_FORMAT') throw error;
    throw refused(error.where ?? name, error.found);
  }
  // The root's, then that of each submission: one submission, of the same status.
  const [status = '', ...others] = statuses;
  if (!/^[A-Z]{1,8}$/.test(status)) throw refused(name, 'no StatusCode');
  if (others.length !== 1) throw refused(name, `${others.length} submissions instead of one`);
  if (others[0] !== status) throw refused(name, `status ${status} of a submission ${others[0]}`);
  const isAccepted = status === 'A';
  if (isAccepted && reports.some(({ bsaId }) => bsaId === undefined)) {
    throw refused(name, 'an accepted report without BSAID');
  }
  return { status, isAccepted, reports };
}

function reportOf(element: XmlElement, where: string): Acknowledgement['reports'][number] {
  let bsaId: string | undefined;
  const errors: FilingError[] = [];
  for (const child of element.children) {
    if (child.name === 'BSAID' && bsaId === undefined && /^[0-9]{14}$/.test(child.text)) {
      bsaId = child.text;
    } else if (child.name === 'EFilingActivityErrorXML') {
      const error = errorOf(child, where);
      if (error !== undefined) errors.push(error);
    } else {
      throw refused(where, `<${child.name}> in line ${child.line} with ${quoted(child.text)}`);
    }
  }
  return { bsaId, errors };
}

/** Undefined for an empty element, which says that there is none. */
function errorOf(element: XmlElement, where: string): FilingError | undefined {
  if (element.children.length === 0 && element.text === '') return undefined;
  const parts = new Map(element.children.map(({ name, text }) => [name, text]));
  const strange = element.children.find(({ name }) => !ERROR_PARTS.has(name));
  if (strange !== undefined || element.text !== '' || parts.size < element.children.length) {
    throw refused(where, `<${strange?.name ?? element.name}> in line ${element.line}`);
  }
  const text = (part: string): string => parts.get(part) ?? '';
  return {
    level: text('ErrorLevelText'),
    code: text('ErrorTypeCode'),
    text: text('ErrorText'),
    context: text('ErrorContextText'),
    element: text('ErrorElementNameText'),
  };
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 60));
