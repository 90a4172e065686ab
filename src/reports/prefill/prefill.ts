import { problem } from '../../base/index.ts';
import {
  CASE,
  heldOn,
  PROPERTY,
  REDRESS,
  REDRESS_TYPES,
  type RedressState,
} from '../../cases/index.ts';
import type { Kind, Reader } from '../../store/index.ts';
import { REPORT } from '../filing/report.ts';
import type { Missing } from '../form.ts';
import { reportNamed } from '../reports.ts';
import { type Institution, institutionIn } from './fit.ts';
import { petitionInput, type RedressSource, releaseInput, subjectInput } from './letters.ts';
import { annualInput, blockedInput, rejectedInput, unblockedInput } from './property.ts';

/** What a report is to be filled in from. */
export interface PrefillOf {
  readonly case?: string;
  readonly property?: string;
  readonly redress?: string;
  /** The year of an annual report. */
  readonly year?: number;
  /** The entry of the ledger that it is about. */
  readonly entry?: string;
}

/** A report as far as the record fills it in. */
export interface Prefilled {
  readonly report: string;
  readonly input: object;
  readonly missing: readonly Missing[];
}

type Fill = (reader: Reader, of: PrefillOf, now: Date) => Promise<object>;

const PROPERTY_FORMS = {
  'us-ofac-blocked': blockedInput,
  'us-ofac-unblocked': unblockedInput,
  'us-ofac-rejected': rejectedInput,
} as const;

const ofProperty =
  (form: keyof typeof PROPERTY_FORMS): Fill =>
  async (reader, { property, entry }) => {
    const { id, state } = await there(reader, PROPERTY, 'property', property);
    const institution = await institutionOn(reader);
    const priorReference = await priorOf(reader, id);
    return PROPERTY_FORMS[form]({ id, state, institution, priorReference, entry });
  };

const ofRedress =
  (types: readonly string[], fill: (source: RedressSource) => object): Fill =>
  async (reader, { redress }) => {
    const { state } = await there(reader, REDRESS, 'redress', redress);
    if (!types.includes(state.type)) {
      const expected = `redress of the type ${types.join(' or ')}`;
      throw problem('STORE_INPUT', { where: 'redress', expected, found: state.type });
    }
    return fill(await sourceOf(reader, state));
  };

const FILLS: Readonly<Record<string, Fill>> = {
  'us-ofac-blocked': ofProperty('us-ofac-blocked'),
  'us-ofac-unblocked': ofProperty('us-ofac-unblocked'),
  'us-ofac-rejected': ofProperty('us-ofac-rejected'),
  'us-ofac-annual': async (reader, { year = 0 }, now) => {
    if (year === 0) throw wanted('year');
    const held = await heldOn(reader.events([PROPERTY as Kind], now), `${year}-06-30`, now);
    const blocked = held.filter(({ state }) => state.regime === 'us');
    return annualInput(year, blocked, await institutionOn(reader));
  },
  'us-ofac-release': ofRedress(['release'], releaseInput),
  'us-ofac-petition': ofRedress(['delisting', 'fto-revocation'], petitionInput),
  'subject-file': async (reader, { case: caseId }) => {
    const { id, state } = await there(reader, CASE, 'case', caseId);
    const { documents } = await reader.find(PROPERTY, { where: { case: id }, limit: 200 });
    const institution = await institutionOn(reader);
    return subjectInput({ id, state, properties: documents, institution });
  },
};

/** The reports that can be filled in from the record. */
export const PREFILLED: readonly string[] = Object.keys(FILLS);

/**
 * Fills a report in from what is on record, and says what is still missing. What is missing there
 * is missing here: nothing is guessed, and nothing is cut to fit.
 *
 * The reader must be of a scope without compartments, whoever asks, so that nothing of a report of
 * suspicious activity can flow into another document.
 *
 * @throws REPORT_UNKNOWN, STORE_ABSENT, STORE_INPUT, CASE_ENTRY
 */
export async function prefill(
  reader: Reader,
  name: string,
  of: PrefillOf,
  now: Date,
): Promise<Prefilled> {
  const report = reportNamed(name);
  const fill = Object.hasOwn(FILLS, name) ? FILLS[name] : undefined;
  if (fill === undefined) {
    const found = `“${name}”`;
    throw problem('STORE_INPUT', { where: 'form', expected: `one of ${PREFILLED.join()}`, found });
  }
  const input = await fill(reader, of, now);
  return { report: name, input, missing: report.missing(input) };
}

const wanted = (what: string) =>
  problem('STORE_INPUT', { where: what, expected: 'what the report is about', found: 'nothing' });

async function there<State extends object>(
  reader: Reader,
  kind: Kind<State>,
  what: keyof PrefillOf,
  id: string | undefined,
): Promise<{ readonly id: string; readonly state: State }> {
  if (id === undefined) throw wanted(what);
  const document = await reader.document(kind, id);
  if (document !== undefined) return document;
  throw problem('STORE_ABSENT', { found: `no ${kind.name} ${id}` });
}

/** Reports that are looked through for what the institution is called. */
const NEWEST = 20;

/** The institution as the newest report that two people agreed to names it. */
async function institutionOn(reader: Reader): Promise<Institution | undefined> {
  const { documents } = await reader.find(REPORT, {
    where: { status: ['approved', 'filed'] },
    orderBy: 'draftedAt',
    descending: true,
    limit: NEWEST,
  });
  return documents
    .map(({ state }) => institutionIn(state.input))
    .find((institution) => institution !== undefined);
}

/** What the authority calls the report by which a blocking was told. */
async function priorOf(reader: Reader, property: string): Promise<string | undefined> {
  const { documents } = await reader.find(REPORT, {
    where: { property, report: 'us-ofac-blocked', status: 'filed' },
    orderBy: 'draftedAt',
  });
  return documents.map(({ state }) => state.filed?.reference).find((one) => one != null);
}

async function sourceOf(reader: Reader, state: RedressState): Promise<RedressSource> {
  const property =
    state.property === null ? undefined : await reader.document(PROPERTY, state.property);
  const caseId = state.case ?? property?.state.case ?? null;
  const about = caseId === null ? undefined : (await reader.document(CASE, caseId))?.state;
  const institution = await institutionOn(reader);
  const priorReference = property && (await priorOf(reader, property.id));
  const dossier = REDRESS_TYPES.find(({ id }) => id === state.type)?.dossier ?? [];
  const names = Object.fromEntries(dossier.map(({ id, name }) => [id, name.en]));
  return { state, about, property, institution, priorReference, names };
}
