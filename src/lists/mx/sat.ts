import { problem } from '../../base/index.ts';
import type { Entity } from '../../entity/index.ts';
import { readPrefix } from '../foreign.ts';
import { type PartyRecord, startParty } from '../party-record.ts';
import { readTable, type TableRow } from '../table.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { previewText } from '../xml-text.ts';
import { satDays, updatedDay } from './days.ts';
import {
  BIS_MEANINGS,
  type MxLayout,
  mxLayout,
  type Stages,
  type State,
  stateOf,
} from './layouts.ts';

/**
 * Reads SAT's listings under articles 69-B and 69-B Bis of the Federal Fiscal Code: the complete
 * one, or several of one state each. Each row becomes a Person, an Organization or a LegalEntity
 * `mx-69b-<RFC>-<letter>`: a taxpayer may stand there for several letters. It is a risk list: no
 * row has the topic of a sanction, none makes a Sanction, and who was cleared has no topic at all.
 * The caption says the state, so that it is seen wherever the party is named. Rows whose name a
 * court has had removed are told as dropped.
 *
 * @throws LIST_FORMAT for another table, a damaged one, a row without RFC or name
 */
export const readMxSat: ListReader = async function* (files, context) {
  let records = 0;
  let published: string | undefined;
  const seen = new Set<string>();
  for (const file of files) {
    const layout = mxLayout(previewText(await readPrefix(file.open())));
    if (layout === undefined || layout.format === 'mx-sfp-csv') throw notSat(file);
    let knownAt = context.knownAt;
    for await (const event of readTable(file, layout, context)) {
      const day = event.kind === 'preamble' ? updatedDay(event.cells.join(' ')) : undefined;
      if (day !== undefined) {
        knownAt = `${day}T00:00:00.000Z`;
        published = published === undefined || day > published ? day : published;
      }
      if (event.kind !== 'row') continue;
      records++;
      const entity = readRow(event.row, { context, file, layout, knownAt, seen });
      if (entity !== undefined) yield entity;
    }
  }
  return { records, ...(published !== undefined && { published }) } satisfies ReadSummary;
};

const notSat = (file: ListFile) =>
  problem('LIST_FORMAT', {
    where: file.name,
    expected: 'the columns RFC, Nombre del Contribuyente, Situación del contribuyente',
    found: 'a table without them',
  });

interface Reading {
  readonly context: ReadContext;
  readonly file: ListFile;
  readonly layout: MxLayout;
  readonly knownAt: string;
  readonly seen: Set<string>;
}

/** What stands in the place of an RFC and a name that a court has had removed. */
const REMOVED_RFC = /^X{12,13}$/;
const REMOVED_NAME = /^Información suprimida/i;

/** A person's RFC has 13 characters, a firm's 12. */
const RFC = /^([A-ZÑ&]{3,4})\d{6}[A-Z0-9]{3}$/;

function readRow(row: TableRow, reading: Reading): Entity | undefined {
  const { context, file, layout, knownAt, seen } = reading;
  const rfc = row.get('RFC');
  const name = row.get('Nombre del Contribuyente');
  const where = `${file.name}, line ${row.line}`;
  if (rfc === undefined || name === undefined) {
    const found = rfc === undefined ? 'no RFC' : 'no name';
    throw problem('LIST_FORMAT', { where, expected: 'an RFC and a name in each row', found });
  }
  if (REMOVED_RFC.test(rfc) || REMOVED_NAME.test(name)) {
    const record = `${file.name} ${row.get('No') ?? row.get('No.') ?? row.line}`;
    context.onSignal({ kind: 'dropped', record, found: `removed by a court: ${name}` });
    return undefined;
  }
  const letters = RFC.exec(rfc)?.[1];
  const schema =
    letters === undefined ? 'LegalEntity' : letters.length === 4 ? 'Person' : 'Organization';
  const word = row.get('Situación del contribuyente');
  const state = stateOf(word);
  const stages = readStages(row, layout.stages);
  const own = stages.find(({ stage }) => stage === state?.stage);
  const record = uniqueRecord(rfc, stages[0]?.letter, seen);
  const id = `mx-69b-${record.toLowerCase()}`;
  const party = startParty({ id, record, schema, heldFrom: own?.days[0], knownAt }, context);
  if (letters === undefined) party.signal('odd-value', `RFC ${rfc}`);
  if (state === undefined) {
    party.signal('unknown-value', `Situación del contribuyente ${word ?? 'absent'}`);
  }
  party.party.add('name', name).add('taxNumber', rfc).add('country', 'mx');
  addState(party, word, state, layout);
  addStages(party, stages, state);
  const article = layout.format === 'mx-69b-bis-csv' ? '69-B Bis' : '69-B';
  return party.party.build({ caption: `${name} (${article}: ${word ?? '?'})` });
}

/** One record for each letter that names the taxpayer, the same in each version of the list. */
function uniqueRecord(rfc: string, letter: string | undefined, seen: Set<string>): string {
  const number = /\d[\d-]*\d/.exec(letter ?? '')?.[0];
  const base = number === undefined ? rfc : `${rfc}-${number}`;
  let record = base;
  for (let n = 2; seen.has(record); n++) record = `${base}-${n}`;
  seen.add(record);
  return record;
}

function addState(
  { party }: PartyRecord,
  word: string | undefined,
  state: State | undefined,
  layout: MxLayout,
): void {
  const isBis = layout.format === 'mx-69b-bis-csv';
  party.add('status', word);
  const meanings = isBis && state !== undefined ? BIS_MEANINGS : (state?.meanings ?? []);
  for (const meaning of meanings) party.add('summary', meaning);
  party.add('program', `Artículo 69-B${isBis ? ' Bis' : ''} del Código Fiscal de la Federación`);
  for (const topic of state?.topics ?? ['reg.warn']) party.add('topics', topic);
}

interface Stage {
  readonly stage: string;
  readonly letter: string | undefined;
  readonly days: readonly string[];
  readonly text: string;
  /** Cells that were to be a day and are none. */
  readonly odd: readonly string[];
}

function readStages(row: TableRow, stages: Stages): readonly Stage[] {
  return Object.entries(stages).flatMap(([stage, [satLetter, satDay, dofLetter, dofDay]]) => {
    const letter = row.get(satLetter);
    const gazette = row.get(dofLetter);
    const cells = [row.get(satDay), row.get(dofDay)];
    const said = cells.filter((cell) => cell !== undefined);
    if (letter === undefined && gazette === undefined && said.length === 0) return [];
    const parts = [
      letter ?? gazette,
      gazette === letter ? undefined : gazette,
      cells[0] && `SAT ${cells[0]}`,
      cells[1] && `DOF ${cells[1]}`,
    ];
    const days = said.map(satDays);
    const text = `${stage}: ${parts.filter((part) => part !== undefined).join('; ')}`;
    const known = days.filter((day) => day !== undefined).flat();
    const odd = said.filter((_, i) => days[i] === undefined);
    return [{ stage, letter: letter ?? gazette, days: [...known].sort(), text, odd }];
  });
}

/** Tells each step; a step that clears a taxpayer whose state does not is worth a second look. */
function addStages(
  { party, signal }: PartyRecord,
  stages: readonly Stage[],
  state: State | undefined,
): void {
  for (const { text, odd } of stages) {
    party.add('notes', text);
    for (const cell of odd) signal('odd-value', `date ${cell}`);
  }
  const days = stages.flatMap((stage) => stage.days);
  party.add('createdAt', stages[0]?.days[0]).add('modifiedAt', [...days].sort().at(-1));
  if (state === undefined || state.clears) return;
  for (const { stage } of stages) {
    if (stage !== 'desvirtuado' && stage !== 'sentencia favorable') continue;
    signal('odd-value', `${state.slug}, with a step of ${stage}`);
  }
}
