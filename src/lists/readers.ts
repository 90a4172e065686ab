import { readAuXlsx } from './au/index.ts';
import { readCaXml } from './ca/index.ts';
import { readChXml } from './ch/index.ts';
import { readEuCsv, readEuOldXml, readEuXml } from './eu/index.ts';
import { readFtmJson } from './ftm/index.ts';
import { readGbCsv } from './gb/index.ts';
import { readMxSat, readMxSfp } from './mx/index.ts';
import { readOfacCsv } from './ofac/csv.ts';
import { readOfacXml } from './ofac/xml.ts';
import type { ListFormat, ListReader } from './types.ts';
import { readUnXml } from './un/index.ts';

/** The one place where formats and readers meet. */
export const READERS: Readonly<Record<ListFormat, ListReader>> = {
  'ofac-csv': readOfacCsv,
  'ofac-xml': readOfacXml,
  'un-xml': readUnXml,
  'ftm-json': readFtmJson,
  'eu-xml': readEuXml,
  'eu-old-xml': readEuOldXml,
  'eu-csv': readEuCsv,
  'gb-hmt-csv': readGbCsv,
  'gb-fcdo-csv': readGbCsv,
  'ca-xml': readCaXml,
  'au-xlsx': readAuXlsx,
  'ch-xml': readChXml,
  'mx-69b-csv': readMxSat,
  'mx-69b-bis-csv': readMxSat,
  'mx-sfp-csv': readMxSfp,
};
