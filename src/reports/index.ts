export { citationOf } from './basis.ts';
export {
  type Acknowledgement,
  type FilingError,
  readAcknowledgement,
} from './fincen/acknowledgement.ts';
export type { Missing } from './form.ts';
export { REPORTS, reportNamed } from './reports.ts';
export type { Format, Language, RenderContext, Rendered, Report } from './types.ts';
