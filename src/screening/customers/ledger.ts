import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { packedLines, problem, toChunks, writePacked } from '../../base/index.ts';
import type { Band, Evidence, Match } from '../../matching/index.ts';

/** What is kept of a hit: enough to tell whether it is still the same, and no more. */
export interface KnownHit {
  readonly record: string;
  readonly entity: string;
  readonly caption: string;
  readonly dataset: string;
  readonly score: number;
  readonly band: Band;
  /** Twelve bytes over its evidence. */
  readonly evidence: string;
}

/** The hits of all customers: by customer, by listing. */
export type Ledger = Map<string, Map<string, KnownHit>>;

/** Twelve bytes over all that is said of a hit, the words of the sentences apart. */
export function evidenceDigest(evidence: readonly Evidence[]): string {
  const said = evidence.map((e) => [e.feature, e.agreement, e.query, e.listing, e.points]);
  return createHash('sha256').update(JSON.stringify(said)).digest('base64').slice(0, 16);
}

export function hitOf(record: string, dataset: string, match: Match): KnownHit {
  const { entity, score, band, evidence } = match;
  const digest = evidenceDigest(evidence);
  const rounded = Math.round(score * 10_000) / 10_000;
  const { id, caption } = entity;
  return { record, entity: id, caption, dataset, score: rounded, band, evidence: digest };
}

export function put(ledger: Ledger, hit: KnownHit): void {
  const held = ledger.get(hit.record);
  if (held === undefined) ledger.set(hit.record, new Map([[hit.entity, hit]]));
  else held.set(hit.entity, hit);
}

export function drop(ledger: Ledger, { record, entity }: KnownHit): void {
  const held = ledger.get(record);
  held?.delete(entity);
  if (held?.size === 0) ledger.delete(record);
}

/** Reads the hits that are kept; none where there is no file. @throws CUSTOMERS_DAMAGED */
export async function readLedger(folder: string, file: string | undefined): Promise<Ledger> {
  const ledger: Ledger = new Map();
  if (file === undefined) return ledger;
  const path = join(folder, file);
  try {
    for await (const line of packedLines(path)) {
      const [record, entity, caption, dataset, score, band, evidence] = JSON.parse(line);
      put(ledger, { record, entity, caption, dataset, score, band, evidence });
    }
  } catch (error) {
    throw problem('CUSTOMERS_DAMAGED', { where: path, found: 'a damaged file', cause: error });
  }
  return ledger;
}

export async function writeLedger(folder: string, file: string, ledger: Ledger): Promise<void> {
  const lines = async function* () {
    for (const hits of ledger.values()) {
      for (const { record, entity, caption, dataset, score, band, evidence } of hits.values()) {
        yield JSON.stringify([record, entity, caption, dataset, score, band, evidence]);
      }
    }
  };
  await writePacked(join(folder, file), toChunks(lines()));
}
