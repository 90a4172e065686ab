export { citationOf } from './basis.ts';
export { documentOf, LANGUAGES } from './filing/pins.ts';
export { REPORT, type ReportState } from './filing/report.ts';
export { REPORT_COMMANDS } from './filing/report-commands.ts';
export { withForms } from './filing/sar-commands.ts';
export type { Missing } from './form.ts';
export { PREFILLED, type Prefilled, prefill } from './prefill/prefill.ts';
export { REPORTS, reportNamed } from './reports.ts';
export type { Format, Language, RenderContext, Rendered, Report } from './types.ts';
