export { citationOf } from './basis.ts';
export type { ExaminerInput } from './examiner/form.ts';
export { documentOf, LANGUAGES } from './filing/pins.ts';
export { REPORT, type ReportState } from './filing/report.ts';
export { REPORT_COMMANDS } from './filing/report-commands.ts';
export { withForms } from './filing/sar-commands.ts';
export {
  type Acknowledgement,
  type FilingError,
  readAcknowledgement,
} from './fincen/acknowledgement.ts';
export type { SarInput as FincenSarInput } from './fincen/form.ts';
export type { Missing } from './form.ts';
export type { SarInput as GoamlSarInput, StrInput as GoamlStrInput } from './goaml/form.ts';
export type { PetitionInput } from './letters/petition.ts';
export type { ReleaseInput } from './letters/release.ts';
export type { SubjectInput } from './letters/subject-file.ts';
export type { AnnualInput, BlockedInput, RejectedInput, UnblockedInput } from './ofac/forms.ts';
export { PREFILLED, type Prefilled, prefill } from './prefill/prefill.ts';
export { REPORTS, reportNamed } from './reports.ts';
export type { Format, Language, RenderContext, Rendered, Report } from './types.ts';
