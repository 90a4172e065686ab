import { problem } from '../base/index.ts';
import { EXAMINER_PACKAGE } from './examiner/package.ts';
import { FINCEN_SAR } from './fincen/report.ts';
import { GOAML_SAR, GOAML_STR } from './goaml/report.ts';
import { OFAC_PETITION } from './letters/petition.ts';
import { OFAC_RELEASE } from './letters/release.ts';
import { SUBJECT_FILE } from './letters/subject-file.ts';
import { OFAC_ANNUAL, OFAC_BLOCKED, OFAC_REJECTED, OFAC_UNBLOCKED } from './ofac/reports.ts';
import type { Report } from './types.ts';

/** Every report that Tamiz makes. Their inputs differ; each checks its own. */
export const REPORTS = [
  OFAC_BLOCKED,
  OFAC_UNBLOCKED,
  OFAC_REJECTED,
  OFAC_ANNUAL,
  OFAC_RELEASE,
  OFAC_PETITION,
  SUBJECT_FILE,
  FINCEN_SAR,
  GOAML_STR,
  GOAML_SAR,
  EXAMINER_PACKAGE,
] as unknown as readonly Report[];

/**
 * The report of this name. For whoever has no right to the compartment of one, ask with
 * `mayCompartment` false: then it is as unknown as one that does not exist.
 *
 * @throws REPORT_UNKNOWN
 */
export function reportNamed(name: string, mayCompartment = false): Report {
  const found = REPORTS.find((report) => report.name === name);
  if (found === undefined || (found.compartment !== undefined && !mayCompartment)) {
    throw problem('REPORT_UNKNOWN', { found: JSON.stringify(name.slice(0, 60)) });
  }
  return found;
}
