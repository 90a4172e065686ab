/**
 * The limits on everything that comes from outside, with the reason for each value.
 * What is over a limit gets an error that names the limit.
 */
export const LIMITS = {
  /** OFAC's columns end at 350 characters; 1,000 leaves room for every real name. */
  nameCharacters: 1_000,
  /** A customer row with a thousand columns is a broken export, not a customer. */
  csvColumns: 1_000,
  /** One row of a customer file; long free text fits, a missing closing quote does not. */
  csvRowBytes: 1_048_576,
  /** One list file once unpacked: the largest official one (SDN advanced XML) is about 120 MB. */
  listFileBytes: 1_073_741_824,
  /** How many times larger an unpacked file may be than its packed form; text packs up to 1:50. */
  unpackRatio: 200,
  /** A packed spreadsheet, held in memory; Australia's, the largest list in one, has 1.3 MB. */
  spreadsheetBytes: 67_108_864,
  /** Depth of nested elements; official lists stay under 12. */
  xmlDepth: 64,
  /** Characters in one text node or attribute; the longest official one is under 20,000. */
  xmlTextCharacters: 1_048_576,
  /** Characters of one record of an XML list, markup included; the largest has under 100,000. */
  xmlRecordCharacters: 4_194_304,
  /** One line of a FollowTheMoney file; the largest OpenSanctions entities are about 1 MB. */
  ftmLineBytes: 16_777_216,
  /** yente's limit for queries in one `/match` request. */
  matchQueries: 100,
  /** yente's limit for results of one query. */
  matchResults: 500,
  /** All names of one query together; 10,000 take seconds, and the longest real lists fit. */
  queryNameCharacters: 10_000,
  /** Values of one property in a query; the longest alias lists of listed people are under 300. */
  matchValues: 500,
  /** Names of one record of a customer file: each is a search, and real ones have a handful. */
  customerNames: 50,
  /** Threads of one screening; the one that reads and writes keeps no more of them busy. */
  screeningThreads: 64,
  /** Indexes of past days that a server holds open; SDN's of 2026 has 24 MB. */
  pastIndexBytes: 536_870_912,
  /** Past days that wait to be opened, one after the other; each may have to be laid out first. */
  pastOpenings: 8,
  /** A customer file sent to the server: some ten million rows, more than one firm's customers. */
  uploadBytes: 1_073_741_824,
  /** The shortest secret that programs share: shorter ones can be guessed over the network. */
  secretCharacters: 16,
  /** A JSON body, held in memory whole: which leaves 80 kB for each of 100 queries. */
  jsonBodyBytes: 8_388_608,
} as const;
