import { problem } from '../../base/index.ts';
import { parseIsoDate } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import type { ReadContext } from '../types.ts';
import type { XmlElement } from '../xml.ts';
import { ofacDates } from './dates.ts';
import { EnhancedValues, type References } from './enhanced-values.ts';
import { type Feature, sortFeatures } from './features.ts';
import { composeAddress, composeLabelled, parseXmlRemarks } from './parts.ts';
import type {
  Detail,
  OfacAct,
  OfacAddress,
  OfacName,
  OfacNameKind,
  OfacRecord,
  OfacRelation,
  OfacType,
} from './record.ts';

/**
 * Reads one `entity` into the form that the classic formats are read into. Whatever it holds
 * beyond that is signalled.
 *
 * @throws LIST_FORMAT for an entity without a number
 */
export function readEnhancedEntity(
  element: XmlElement,
  file: string,
  context: ReadContext,
  references: References,
): OfacRecord {
  const entity = new Cursor(element);
  const uid = entity.attribute('id') ?? '';
  if (!/^\d{1,9}$/.test(uid)) {
    throw problem('LIST_FORMAT', {
      where: `${file}, line ${element.line}`,
      expected: 'an id of digits on each entity',
      found: JSON.stringify(uid),
    });
  }
  const tell = (kind: Parameters<typeof context.onSignal>[0]['kind'], found: string) =>
    context.onSignal({ kind, record: uid, found });
  const values = new EnhancedValues(references, tell);
  const general = entity.child('generalInfo');
  const type = readType(values.named(general?.child('entityType')), values);
  const { name, names } = readNames(entity, values);
  if (name === '') tell('odd-value', 'no name');
  const features = sortFeatures(readFeatures(entity, values), tell);
  const titles = [general?.take('title'), ...features.titles].filter((part) => part !== undefined);
  const remarks = parseXmlRemarks(general?.take('remarks'));
  const notes = [...readGeneralNotes(general, values), ...features.notes];
  const documents = readDocuments(entity, values, notes);
  const record: OfacRecord = {
    uid,
    name,
    type,
    programs: [...new Set(readNamed(entity, 'sanctionsPrograms', 'sanctionsProgram', values))],
    ...(titles.length > 0 && { title: titles.join('; ') }),
    names,
    addresses: readAddresses(entity, values),
    ...(Object.keys(features.vessel).length > 0 && { vessel: features.vessel }),
    details: [...features.details, ...documents, ...remarks],
    ...(notes.length > 0 && { notes }),
    acts: readActs(entity, values),
    relations: readRelations(entity, values),
  };
  audit(entity, uid, context.onSignal);
  return record;
}

function items(parent: Cursor, list: string, item: string): readonly Cursor[] {
  const lists = parent.all(list);
  const found =
    lists.length === 1 ? (lists[0] as Cursor).all(item) : lists.flatMap((one) => one.all(item));
  // Each item has its own number, which no property has a place for.
  for (const element of found) element.attribute('id');
  return found;
}

/** The values of a list of elements that name them by number. */
const readNamed = (parent: Cursor, list: string, item: string, values: EnhancedValues) =>
  items(parent, list, item)
    .map((element) => values.named(element))
    .filter((text) => text !== undefined);

const TYPES: ReadonlySet<string> = new Set(['individual', 'entity', 'vessel', 'aircraft']);

function readType(text: string | undefined, values: EnhancedValues): OfacType {
  const type = text?.toLowerCase() ?? '';
  if (TYPES.has(type)) return type as OfacType;
  values.tell('unknown-value', `entityType ${text ?? 'absent'}`);
  return 'entity';
}

/** What is said of a party in general and has no property: kept as it is, in words. */
function readGeneralNotes(general: Cursor | undefined, values: EnhancedValues): string[] {
  general?.ignore('identityId');
  const living = values.named(general?.child('livingStatus'));
  const notes = living === undefined ? [] : [`Living status: ${living}`];
  for (const name of ['isUsCitizen', 'isUsPerson']) {
    const text = general?.take(name);
    if (text !== undefined) notes.push(`${name}: ${text}`);
  }
  return notes;
}

const KINDS: ReadonlyMap<string, OfacNameKind> = new Map([
  ['A.K.A.', 'aka'],
  ['F.K.A.', 'fka'],
  ['N.K.A.', 'nka'],
]);

/** The name in each script; all but the first of the primary one are other names. */
function readNames(entity: Cursor, values: EnhancedValues): { name: string; names: OfacName[] } {
  let main: string | undefined;
  const names: OfacName[] = [];
  for (const element of items(entity, 'names', 'name')) {
    const primary = values.flag(element, 'isPrimary');
    const weak = values.flag(element, 'isLowQuality');
    const type = values.named(element.child('aliasType'));
    const kind = type === undefined ? 'aka' : KINDS.get(type);
    if (kind === undefined) values.tell('unknown-value', `aliasType ${type}`);
    for (const translation of items(element, 'translations', 'translation')) {
      // The formatted name is what the classic formats have; its parts are the same words.
      translation.ignore('isPrimary', 'formattedFirstName', 'formattedLastName', 'nameParts');
      values.named(translation.child('script'));
      const name = translation.take('formattedFullName');
      if (name === undefined) values.tell('odd-value', 'a name without formattedFullName');
      else if (primary && main === undefined) main = name;
      else names.push({ name, kind: kind ?? 'aka', weak });
    }
  }
  return { name: main ?? '', names };
}

const LINES = ['ADDRESS1', 'ADDRESS2', 'ADDRESS3'];
const PLACES = ['CITY', 'STATE/PROVINCE', 'POSTAL CODE', 'REGION'];

/** Each address in each script. */
function readAddresses(entity: Cursor, values: EnhancedValues): readonly OfacAddress[] {
  return items(entity, 'addresses', 'address').flatMap((address) => {
    const own = values.named(address.child('country'));
    return address.all('translations').flatMap((translations) => {
      const country = values.named(translations.child('country')) ?? own;
      return translations
        .all('translation')
        .map((translation) => readAddress(translation, country, values))
        .filter((read) => read !== undefined);
    });
  });
}

function readAddress(translation: Cursor, country: string | undefined, values: EnhancedValues) {
  translation.ignore('id', 'isPrimary');
  values.named(translation.child('script'));
  const parts = new Map<string, string>();
  for (const part of items(translation, 'addressParts', 'addressPart')) {
    const type = values.named(part.child('type')) ?? 'absent';
    const value = part.take('value');
    if (!LINES.includes(type) && !PLACES.includes(type)) {
      values.tell('unknown-value', `addressPart ${type}`);
    }
    if (value === undefined) continue;
    const before = parts.get(type);
    parts.set(type, before === undefined ? value : `${before}, ${value}`);
  }
  return composeAddress({
    lines: LINES.map((type) => parts.get(type)),
    city: parts.get('CITY'),
    state: parts.get('STATE/PROVINCE'),
    postal: parts.get('POSTAL CODE'),
    region: parts.get('REGION'),
    country,
  });
}

function readFeatures(entity: Cursor, values: EnhancedValues): readonly Feature[] {
  return items(entity, 'features', 'feature').flatMap((feature) => {
    feature.ignore('versionId', 'isPrimary');
    const type = values.featureType(feature.child('type')) ?? '';
    const words = feature.take('value') ?? '';
    const period = values.period(feature.child('valueDate'));
    const value = values.checked(feature.take('valueRefId'), words) || period;
    const reliability = values.named(feature.child('reliability'));
    const comment = feature.take('comments');
    if (type === '' || value === undefined) {
      values.tell('odd-value', `a feature ${type} without ${type === '' ? 'type' : 'value'}`);
      return [];
    }
    const readable = period === undefined || ofacDates(value) !== undefined;
    return [{ type, value: readable ? value : period, reliability, comment }];
  });
}

function readDocuments(entity: Cursor, values: EnhancedValues, notes: string[]): Detail[] {
  const seen = new Set<string>();
  return items(entity, 'identityDocuments', 'identityDocument').map((document) => {
    // The name that the document is in is one of the party's, by its numbers.
    document.ignore('name');
    const label = values.named(document.child('type')) ?? '';
    const valid = values.flag(document, 'isValid');
    const place = document.take('issuingLocation');
    const country = values.named(document.child('issuingCountry')) ?? place;
    const detail = composeLabelled({
      label,
      value: document.take('documentNumber') ?? '',
      country,
      issued: values.period(document.child('issueDate')),
      expires: values.period(document.child('expirationDate')),
      again: seen.has(label),
    });
    seen.add(label);
    const say = (text: string) => notes.push(`${detail.text}: ${text}`);
    if (!valid) say('not valid');
    if (place !== undefined && place !== country) say(`issued in ${place}`);
    const authority = document.take('issuingAuthority');
    if (authority !== undefined) say(`issued by ${authority}`);
    const comment = document.take('comments');
    if (comment !== undefined) say(comment);
    for (const feature of items(document, 'idFeatures', 'idFeature')) {
      feature.ignore('featureVersionId');
      say(feature.text() ?? '');
    }
    return detail;
  });
}

/** Lists with dates, legal bases and measures; the format does not tie them to each other. */
function readActs(entity: Cursor, values: EnhancedValues): readonly OfacAct[] {
  const lists = items(entity, 'sanctionsLists', 'sanctionsList').map((element) => {
    const text = element.attribute('datePublished');
    const date = parseIsoDate(text ?? '');
    if (date === undefined) values.tell('odd-value', `datePublished ${text ?? 'absent'}`);
    const list = values.named(element);
    return { ...(list !== undefined && { list }), ...(date !== undefined && { date }) };
  });
  const bases = readNamed(entity, 'legalAuthorities', 'legalAuthority', values);
  const measures = readNamed(entity, 'sanctionsTypes', 'sanctionsType', values);
  return [
    ...lists,
    ...bases.map((basis) => ({ basis })),
    ...(measures.length > 0 ? [{ measures }] : []),
  ];
}

function readRelations(entity: Cursor, values: EnhancedValues): readonly OfacRelation[] {
  return items(entity, 'relationships', 'relationship').flatMap((element) => {
    const role = values.named(element.child('type'));
    const other = element.child('relatedEntity');
    const to = other?.attribute('entityId') ?? '';
    // The name beside the number is the other party's own.
    other?.text();
    const quality = values.named(element.child('quality'));
    const period = values.period(element.child('dateRange'));
    const comment = element.take('comments');
    if (role === undefined || !/^\d{1,9}$/.test(to)) {
      values.tell('unresolved-link', `${role ?? 'a relationship'} to ${to || 'nobody'}`);
      return [];
    }
    return [
      {
        to,
        role,
        ...(period !== undefined && { period }),
        ...(quality !== undefined && { quality }),
        ...(comment !== undefined && { comment }),
      },
    ];
  });
}
