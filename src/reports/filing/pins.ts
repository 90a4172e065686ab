import { problem, sha256 } from '../../base/index.ts';
import type { PinnedApproval, PinnedDocument } from '../../cases/index.ts';
import { canonicalJson } from '../../journal/index.ts';
import type { Format, Language, Rendered, Report } from '../types.ts';

export const LANGUAGES = ['en', 'es'] as const satisfies readonly Language[];

/**
 * SHA-256 of an input in canonical form, by which whoever approves says what they read.
 * @throws STORE_INPUT for a text that is no Unicode
 */
export function digestOf(input: object): string {
  try {
    return sha256(canonicalJson(input));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw problem('STORE_INPUT', { where: 'input', found: error.message });
  }
}

/**
 * Checks an input as its form describes it, contradictions and words that must not stand in a
 * letter included.
 * @throws REPORT_INPUT, REPORT_REVEALS
 */
export async function assertUsable(report: Report, input: object): Promise<void> {
  const now = new Date(0);
  await report.render(input, 'json', { now, by: '', preview: true, language: 'en' });
}

/**
 * Refuses what the form would not take.
 * @throws REPORT_INCOMPLETE, REPORT_ERASED
 */
export function assertComplete(report: Report, input: object | null): object {
  const there = inputOf(report.name, input);
  const [first, ...more] = report.missing(there);
  if (first === undefined) return there;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  throw problem('REPORT_INCOMPLETE', {
    where: report.name,
    found: `nothing at ${first.path}${others}`,
  });
}

/** @throws REPORT_ERASED */
export function inputOf(where: string, input: object | null): object {
  if (input !== null) return input;
  throw problem('REPORT_ERASED', { where, found: 'an input that was erased' });
}

/**
 * Approves an input: every document of it, by its digest. `moment` is the time that they bear from
 * then on, whenever they are made again.
 */
export async function pin(
  report: Report,
  input: object,
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<PinnedApproval> {
  const documents: PinnedDocument[] = [];
  for (const format of report.formats) {
    for (const language of LANGUAGES) {
      const { bytes } = await report.render(input, format, { now, by, preview: false, language });
      documents.push({ format, language, sha256: sha256(bytes), bytes: bytes.length });
    }
  }
  return { moment: now.toISOString(), madeBy: by, documents };
}

/** What is asked of a document: as what, in which language, by whom and when it is looked at. */
export interface Showing {
  readonly format: Format;
  readonly language: Language;
  readonly now: Date;
  readonly by: string;
}

/**
 * A document as it stands: a preview, marked as such, until it is approved; from then on the
 * bytes that were approved, and no others.
 * @throws REPORT_ERASED, REPORT_CHANGED, and what rendering throws
 */
export async function documentOf(
  report: Report,
  standing: { readonly input: object | null; readonly pinned: PinnedApproval | null },
  { format, language, now, by }: Showing,
): Promise<Rendered> {
  const input = inputOf(report.name, standing.input);
  const { pinned } = standing;
  if (pinned === null) return report.render(input, format, { now, by, preview: true, language });
  const { moment, madeBy, documents } = pinned;
  const context = { now: new Date(moment), by: madeBy, preview: false, language };
  const rendered = await report.render(input, format, context);
  const approved = documents.find((one) => one.format === format && one.language === language);
  const found = sha256(rendered.bytes);
  if (approved?.sha256 === found) return rendered;
  const was = approved?.sha256 ?? 'none in this format and language';
  throw problem('REPORT_CHANGED', { where: report.name, found: `${found} instead of ${was}` });
}
