import {
  ACCOUNT_COMMANDS,
  ACCOUNT_KINDS,
  ACCOUNT_PROCEDURES,
  accountView,
  KEY,
  ORGANISATION,
  SESSION,
  USER,
} from '../../accounts/index.ts';
import {
  BULK,
  CASE,
  CASE_COMMANDS,
  CASE_KINDS,
  PROPERTY,
  REDRESS,
  SUPPRESSION,
} from '../../cases/index.ts';
import { REPORT, REPORT_COMMANDS, withForms } from '../../reports/index.ts';
import type { Kind } from '../../store/index.ts';
import { bulkStep } from './bulk-shown.ts';
import { caseAt, caseStep, suppressionShownAt } from './case-shown.ts';
import { withKnownAssignee } from './known-assignee.ts';
import type { RecordParts } from './parts.ts';
import { propertyAt, propertyStep } from './property-shown.ts';
import { redressAt, redressStep } from './redress-shown.ts';
import type { Shown } from './shown.ts';

export {
  type BringIn,
  type BroughtIn,
  bringingFor,
  type RaisedCount,
  raiseHits,
} from './raising.ts';

/** All kinds of documents that an installation keeps. */
export const RECORD_KINDS: readonly Kind[] = [...ACCOUNT_KINDS, ...CASE_KINDS, REPORT as Kind];

/** Kinds beside those of cases that the measures of oversight read. */
export const OVERSEEN: readonly Kind[] = [ORGANISATION as Kind, REPORT as Kind];

/** Kinds that are shown whole. */
const WHOLE: readonly Kind[] = [...CASE_KINDS, REPORT as Kind];

/** Kinds of accounts that can be looked at; links and passwords are none of them. */
const ACCOUNTS: readonly Shown[] = [ORGANISATION, USER, KEY, SESSION].map((kind) => ({
  kind: kind as Kind,
  view: accountView,
}));

/** What is told of some kinds beside their states. */
const TOLD: Readonly<Record<string, Omit<Shown, 'kind'>>> = {
  [CASE.name]: { at: caseAt, step: caseStep },
  [SUPPRESSION.name]: { at: suppressionShownAt },
  [BULK.name]: { step: bulkStep },
  [REDRESS.name]: { at: redressAt, step: redressStep },
  [PROPERTY.name]: { at: propertyAt, step: propertyStep },
};

/** The record of a server: every kind, command and procedure that there is. */
export function recordParts(
  given: Pick<RecordParts, 'store' | 'world' | 'publicUrl' | 'listDates'>,
): RecordParts {
  return {
    ...given,
    shown: [...ACCOUNTS, ...WHOLE.map((kind) => ({ kind, ...TOLD[kind.name] }))],
    commands: [
      ...ACCOUNT_COMMANDS,
      ...withKnownAssignee(withForms(CASE_COMMANDS)),
      ...REPORT_COMMANDS,
    ],
    procedures: ACCOUNT_PROCEDURES,
  };
}
