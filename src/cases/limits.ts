/** The limits on what a person or a program may say about cases, with the reason for each. */
export const CASE_LIMITS = {
  /** Alerts that come at once: one answer of the engine has at most this many worth a case. */
  alertsAtOnce: 20,
  /** Alerts of one case; a customer who resembles more is no question that one person answers. */
  alerts: 200,
  /** Pieces of evidence of an alert; the engine's fullest explanation has under 30. */
  evidence: 60,
  /** A text of the engine's explanation: names and addresses of customers end at 1,000. */
  evidenceCharacters: 2_000,
  /** Effects of the law on a listed party, added up over all programmes. */
  effects: 40,
  /** Reasons, comments and answers: four pages. */
  textCharacters: 8_000,
  /** Names, titles and references. */
  lineCharacters: 1_000,
  /** Comments of one document; the thread of a case is no chat. */
  comments: 1_000,
  attachments: 200,
  pins: 200,
  /** Rows of one decision; each is about one or more alerts. */
  decisionRows: 50,
  /** Alerts that one reason may decide: a slip of the hand must stay small enough to undo. */
  bulkAlerts: 50,
  /** Cases that are decided about together. */
  bulkCases: 50,
  /** A decided false positive is looked at again at least this often. */
  suppressionDays: 366,
  /** How long a case may wait before somebody looks at it. */
  waitingDays: 90,
  /** A file that is attached; its bytes are kept elsewhere. */
  attachmentBytes: 104_857_600,
  /** Entries of one piece of property. */
  entries: 2_000,
  /** Digits of an amount before the decimal point. */
  amountDigits: 24,
  /** Clocks of one document, those that were met included. */
  clocks: 200,
  /** Pieces of a dossier, safeguards of a proceeding. */
  items: 200,
} as const;
