import { problem } from '../../base/index.ts';
import type { Cursor } from '../cursor.ts';
import { readAliasBirthDate } from './dates.ts';
import { saysPrevious, scriptName, unNames } from './names.ts';
import { addBirthPlace } from './places.ts';
import { clean, type UnRecord } from './record.ts';

/**
 * Reads the four name fields and the name in the original script. The four are one name in the
 * order it is said; which of them is a family name is not known, so only the first two, which the
 * model has places for, are kept apart as well.
 */
export function readNames(cursor: Cursor, record: UnRecord, where: string): void {
  const { party } = record;
  const parts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'].map((field) =>
    clean(cursor.take(field)),
  );
  const name = clean(parts.filter((part) => part !== undefined).join(' '));
  if (name === undefined) {
    throw problem('LIST_FORMAT', { where, expected: 'a name in each record', found: 'none' });
  }
  for (const one of unNames(name)) party.add('name', one.name, name);
  const script = clean(cursor.take('NAME_ORIGINAL_SCRIPT'));
  for (const one of unNames(script ?? '')) party.add('name', one.name, script);
  if (party.schema !== 'Person') return;
  party.add('firstName', parts[0]).add('secondName', parts[1]);
}

/** The property of an alias by its QUALITY, in upper case. */
const QUALITIES: ReadonlyMap<string, string> = new Map([
  ['GOOD', 'alias'],
  ['A.K.A.', 'alias'],
  ['F.K.A.', 'previousName'],
  ['LOW', 'weakAlias'],
]);

/** Reads one `…_ALIAS`; empty ones are common and say nothing. */
export function readAliases(alias: Cursor, record: UnRecord): void {
  const { party } = record;
  const quality = clean(alias.take('QUALITY'));
  const field = clean(alias.take('ALIAS_NAME'));
  const note = clean(alias.take('NOTE'));
  const city = clean(alias.take('CITY_OF_BIRTH'));
  const country = clean(alias.take('COUNTRY_OF_BIRTH'));
  const date = clean(alias.take('DATE_OF_BIRTH'));
  let property = QUALITIES.get(quality?.toUpperCase() ?? '');
  if (field !== undefined && property === undefined) {
    record.signal('unknown-value', `QUALITY ${quality ?? 'absent'} of ${field}`);
  }
  property ??= 'alias';
  if (note !== undefined && saysPrevious(note)) property = 'previousName';
  for (const { name, previous } of unNames(field ?? '')) {
    party.add(previous ? 'previousName' : property, name, field);
  }
  const script = scriptName(note ?? '');
  if (script !== undefined) party.add(property, script, note);
  else if (note !== undefined && !saysPrevious(note)) {
    party.add('notes', field === undefined ? note : `${field}: ${note}`);
  }
  if (party.schema !== 'Person') return;
  if (date !== undefined) readAliasBirthDate(date, field ?? 'an alias', record);
  if (city !== undefined || country !== undefined) {
    const local = city === undefined ? [] : [city];
    addBirthPlace(record, local, country, field && `as ${field}`);
  }
}
