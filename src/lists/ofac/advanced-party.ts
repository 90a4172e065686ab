import { problem } from '../../base/index.ts';
import type { Cursor } from '../cursor.ts';
import { readPeriod } from './advanced-dates.ts';
import { readNames } from './advanced-names.ts';
import type { Tell } from './advanced-sets.ts';
import { type AdvancedTables, needId, type Reading, takeRow } from './advanced-tables.ts';
import { type Feature, isPlace, sortFeatures } from './features.ts';
import { composeLabelled, parseXmlRemarks } from './parts.ts';
import type { Detail, OfacAddress, OfacRecord, OfacType } from './record.ts';

/** A party as it stands in its own part of the file, with the number of its profile. */
export interface AdvancedParty extends Omit<OfacRecord, 'programs' | 'acts' | 'relations'> {
  readonly profile: string;
}

/** A party with what the parts behind all parties say of it. */
export function withEntry(
  { profile, ...party }: AdvancedParty,
  tables: AdvancedTables,
  tell: Tell,
): OfacRecord {
  const entry = takeRow(tables.entries, profile);
  if (entry === undefined) tell('odd-value', 'no SanctionsEntry');
  return {
    ...party,
    programs: [...(entry?.programs ?? [])],
    acts: entry?.acts ?? [],
    relations: takeRow(tables.relations, profile) ?? [],
  };
}

/**
 * Reads one `DistinctParty` into the form that the classic formats are read into, with what the
 * parts before all parties say of it.
 *
 * @throws LIST_FORMAT for a party without number, or that has not exactly one profile
 */
export function readAdvancedParty(party: Cursor, reading: Reading, tell: Tell): AdvancedParty {
  const { sets, file } = reading;
  const uid = needId(party, 'FixedRef', file);
  const [profile, second] = party.all('Profile');
  if (profile === undefined || second !== undefined) {
    throw problem('LIST_FORMAT', {
      where: `${file}, line ${party.line}`,
      expected: 'one Profile in each DistinctParty',
      found: profile === undefined ? 'none' : 'several',
    });
  }
  const id = needId(profile, 'ID', file);
  if (id !== uid) tell('odd-value', `the profile ${id}`);
  profile.ignore('SanctionsEntryReference');
  const type = readType(sets.partyType(profile.attribute('PartySubTypeID'), tell), tell);
  const identities = profile.all('Identity');
  const { name, names } = readNames(identities, type, reading, tell);
  if (name === '') tell('odd-value', 'no name');
  const { features, addresses } = readFeatures(profile, reading, tell);
  const sorted = sortFeatures(features, tell);
  const notes = [...sorted.notes];
  const documents = identities.flatMap((identity) => {
    return readDocuments(identity.attribute('ID') ?? '', reading, notes);
  });
  const remarks = [...party.all('Comment'), ...profile.all('Comment')].flatMap((comment) =>
    parseXmlRemarks(comment.text()),
  );
  return {
    profile: id,
    uid,
    name,
    type,
    ...(sorted.titles.length > 0 && { title: sorted.titles.join('; ') }),
    names,
    addresses,
    ...(Object.keys(sorted.vessel).length > 0 && { vessel: sorted.vessel }),
    details: [...sorted.details, ...documents, ...remarks],
    ...(notes.length > 0 && { notes }),
  };
}

const TYPES: ReadonlySet<string> = new Set(['individual', 'entity', 'vessel', 'aircraft']);

function readType(text: string | undefined, tell: Tell): OfacType {
  const type = text?.toLowerCase() ?? '';
  if (TYPES.has(type)) return type as OfacType;
  tell('unknown-value', `type of party ${text ?? 'absent'}`);
  return 'entity';
}

function readDocuments(identity: string, { tables }: Reading, notes: string[]): Detail[] {
  const seen = new Set<string>();
  return (takeRow(tables.documents, identity) ?? []).map((document) => {
    const { label, remarks } = document;
    const detail = composeLabelled({ ...document, again: seen.has(label) });
    seen.add(label);
    for (const remark of remarks) notes.push(`${detail.text}: ${remark}`);
    return detail;
  });
}

/** The features of a profile; those that are places are its addresses. */
function readFeatures(profile: Cursor, reading: Reading, tell: Tell) {
  const { sets } = reading;
  const features: Feature[] = [];
  const addresses: OfacAddress[] = [];
  for (const feature of profile.all('Feature')) {
    feature.ignore('ID', 'IdentityReference');
    const type = sets.value('FeatureType', feature.attribute('FeatureTypeID'), tell) ?? '';
    for (const version of feature.all('FeatureVersion')) {
      version.ignore('ID', 'IDRegDocumentReference');
      const reliability = sets.known('Reliability', version.attribute('ReliabilityID'), tell);
      const comment = version.take('Comment');
      const places = readPlaces(version, reading, tell);
      if (isPlace(type)) {
        addresses.push(...places.map((place) => withRemark(place, comment)));
        continue;
      }
      const values = [...readValues(version, reading, tell), ...places.map(placeText)];
      if (type === '' || values.length === 0) tell('odd-value', `a feature ${type} without value`);
      for (const value of values) features.push({ type, value, reliability, comment });
    }
  }
  return { features, addresses };
}

const withRemark = (place: OfacAddress, remarks: string | undefined): OfacAddress =>
  remarks === undefined ? place : { ...place, remarks };

/** A place as the value of a feature: a country, as a rule. */
const placeText = ({ street, place, country }: OfacAddress): string =>
  [street, place, country].filter((part) => part !== undefined).join(', ');

function readPlaces(version: Cursor, { tables }: Reading, tell: Tell): readonly OfacAddress[] {
  return version.all('VersionLocation').flatMap((location) => {
    const id = location.attribute('LocationID');
    const place = tables.locations.get(id ?? '');
    if (place !== undefined) return [place];
    if (!tables.blank.has(id ?? '')) tell('odd-value', `Location ${id}, which is not there`);
    return [];
  });
}

/** Texts, values of a set and periods; a kind of detail says which, but so does the element. */
function readValues(version: Cursor, { sets }: Reading, tell: Tell): readonly string[] {
  const periods = version
    .all('DatePeriod')
    .map((period) => readPeriod(period, tell))
    .filter((text) => text !== undefined);
  const details = version.all('VersionDetail').flatMap((detail) => {
    detail.ignore('DetailTypeID');
    const value = sets.value('DetailReference', detail.attribute('DetailReferenceID'), tell);
    const text = detail.text();
    if (value !== undefined && text !== undefined && text !== value) {
      tell('odd-value', `${text} beside ${value}`);
    }
    const found = value ?? text;
    return found === undefined ? [] : [found];
  });
  return [...periods, ...details];
}
