import { createHash } from 'node:crypto';
import { problem } from '../../base/index.ts';
import { Entity, propertyType, type Source, schemaOf, type Value } from '../../entity/index.ts';
import type { ListReader, ReadContext, ReadSummary, Signal } from '../types.ts';
import { type Line, readLines } from './lines.ts';
import { type FtmLine, parseFtmLine } from './shape.ts';

/**
 * Reads FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them in
 * `entities.ftm.json`. Schemas that the model does not have are dropped with a signal, properties
 * that a schema does not have are left out with a signal.
 *
 * @throws LIST_FORMAT for whatever is malformed, and for an id used for two different entities
 */
export const readFtmJson: ListReader = async function* (files, context) {
  const seen = new SeenIds();
  let records = 0;
  for (const file of files) {
    for await (const line of readLines(file)) {
      context.signal?.throwIfAborted();
      records++;
      const parsed = parseFtmLine(line, file.name);
      const signal = (kind: Signal['kind'], found: string): void =>
        context.onSignal({ kind, record: parsed.id, found });
      const before = seen.note(parsed.id, line, file.name);
      if (before !== undefined) {
        signal('dropped', `the same line as ${before}`);
        continue;
      }
      const entity = toEntity(parsed, context, signal);
      if (entity !== undefined) yield entity;
    }
  }
  return { records } satisfies ReadSummary;
};

/** Where each id was seen, with a digest to tell a repetition from a contradiction. */
class SeenIds {
  readonly #places = new Map<string, number>();
  readonly #lines: number[] = [];
  readonly #files: string[] = [];
  readonly #digests: number[] = [];

  /** The place of an identical line before, if any; throws when the one before was different. */
  note(id: string, line: Line, file: string): string | undefined {
    // 48 bits, as a number holds them exactly; two lines of one id meet by chance never.
    const digest = createHash('sha256').update(line.text).digest().readUIntBE(0, 6);
    const known = this.#places.get(id);
    if (known === undefined) {
      this.#places.set(id, this.#lines.push(line.number) - 1);
      this.#files.push(file);
      this.#digests.push(digest);
      return undefined;
    }
    const before = `${this.#files[known]}, line ${this.#lines[known]}`;
    if (this.#digests[known] === digest) return before;
    throw problem('LIST_FORMAT', {
      where: `${file}, line ${line.number}`,
      expected: 'each id for one entity',
      found: `${JSON.stringify(id)}, which ${before} has for another`,
    });
  }
}

function toEntity(
  line: FtmLine,
  context: ReadContext,
  signal: (kind: Signal['kind'], found: string) => void,
): Entity | undefined {
  if (schemaOf(line.schema) === undefined) {
    signal('dropped', `the schema ${line.schema}, which is unknown`);
    return undefined;
  }
  for (const key of line.unknown) signal('unknown-element', key);
  // The format names the datasets of an entity, but not which of its values each one gave.
  const datasets = line.datasets.length > 0 ? line.datasets : [context.dataset];
  const [only = context.dataset, ...others] = datasets;
  const dataset = others.length === 0 ? only : context.dataset;
  const source: Source = { dataset, record: line.id, knownAt: context.knownAt };
  const properties = new Map<string, Value[]>();
  for (const [name, texts] of line.properties) {
    if (propertyType(line.schema, name) === undefined) {
      signal('unknown-element', `${line.schema}.${name}`);
      continue;
    }
    const values = [...new Set(texts)].filter((text) => text.trim() !== '');
    if (values.length < texts.length) signal('odd-value', `blank or repeated values of ${name}`);
    if (values.length > 0)
      properties.set(
        name,
        values.map((value) => ({ value, source })),
      );
  }
  const { caption, referents, firstSeen, lastSeen, lastChange } = line;
  return new Entity({
    id: line.id,
    schema: line.schema,
    properties,
    referents,
    datasets,
    ...(caption !== undefined && { caption }),
    ...(firstSeen !== undefined && { firstSeen }),
    ...(lastSeen !== undefined && { lastSeen }),
    ...(lastChange !== undefined && { lastChange }),
  });
}
