/** The limits of accounts, each with its reason. */
export const ACCOUNT_LIMITS = {
  /** A person who wrote out thirty groups of words has written 256 characters. */
  passwordCharacters: 256,
  /** What NIST SP 800-63B-4, 3.1.1.2, asks of a password that stands alone. */
  passwordMinimum: 15,
  /** Hashes that are computed or wait; each takes 19 MiB while it is computed. */
  passwordQueue: 64,
  /** A name of a person, in any script. */
  nameCharacters: 200,
  /** The longest address that RFC 5321 lets be delivered. */
  emailCharacters: 254,
  /** A link is good for a weekend and the days around it. */
  invitationHours: 96,
  /** Sessions end after this where the organisation says nothing else: a long working day. */
  sessionHours: 10,
  /** More than a day is for machines, which have keys. */
  sessionHoursMaximum: 24,
  /** A key that nobody renews for a year belongs to nobody any more. */
  keyDays: 366,
  /** Tokens, cookies and headers are shorter; longer ones are not looked at. */
  headerCharacters: 8_192,
  /** Failures of one account before it is locked, as PCI DSS 4.0.1, 8.3.4, has it at most. */
  accountFailures: 10,
  /** Failures from one address: a whole office may sit behind it, and begin its day at once. */
  addressFailures: 100,
  /** For how long failures count, and an account is locked. */
  failureMinutes: 30,
  /** Accounts and addresses whose failures are remembered. */
  failuresKept: 10_000,
  /** For how long a sign-in at another provider may take, with a second factor on the way. */
  flowMinutes: 10,
  /** States of such sign-ins that were used, remembered until they end. */
  statesKept: 10_000,
  /** Providers whose descriptions are kept for some minutes. */
  providersKept: 100,
  /** What a provider may take to answer. */
  providerSeconds: 10,
  /** What a provider may answer; descriptions and sets of keys have some kilobytes. */
  providerBytes: 1_048_576,
  /** Priorities that service levels are set for, and what is measured of each. */
  serviceLevels: 20,
  /** A year: later than that is never. */
  serviceLevelHours: 8_784,
} as const;
