import { problem } from '../../base/index.ts';
import { audit, Cursor } from '../cursor.ts';
import type { ReadContext, Signal } from '../types.ts';
import type { XmlElement } from '../xml.ts';
import { composeAddress, composeLabelled, composeName, parseXmlRemarks } from './parts.ts';
import {
  composeDetail,
  type Detail,
  type OfacAddress,
  type OfacName,
  type OfacNameKind,
  type OfacRecord,
  type OfacType,
  type OfacVessel,
} from './record.ts';

type Tell = (kind: Signal['kind'], found: string) => void;

/**
 * Reads one `sdnEntry` into the form that the CSV files are read into, statements labelled as the
 * CSV's remarks have them. Whatever the entry holds beyond that is signalled.
 *
 * @throws LIST_FORMAT for an entry without a number
 */
export function readEntry(element: XmlElement, file: string, context: ReadContext): OfacRecord {
  const entry = new Cursor(element);
  const uid = entry.take('uid') ?? '';
  if (!/^\d+$/.test(uid)) {
    throw problem('LIST_FORMAT', {
      where: `${file}, line ${element.line}`,
      expected: 'a uid of digits in each sdnEntry',
      found: JSON.stringify(uid),
    });
  }
  const tell: Tell = (kind, found) => context.onSignal({ kind, record: uid, found });
  const type = readType(entry.take('sdnType'), tell);
  const name = readName(entry, type);
  if (name === '') tell('odd-value', 'no name');
  const title = entry.take('title');
  const vessel = readVessel(entry.child('vesselInfo'));
  const record: OfacRecord = {
    uid,
    name,
    type,
    programs: [...new Set(entry.texts('programList', 'program'))],
    ...(title !== undefined && { title }),
    names: items(entry, 'akaList', 'aka').flatMap((aka) => readAlias(aka, type, tell)),
    addresses: items(entry, 'addressList', 'address').flatMap(readAddress),
    ...(vessel !== undefined && { vessel }),
    details: readDetails(entry, tell),
  };
  audit(entry, uid, context.onSignal);
  return record;
}

function items(entry: Cursor, list: string, item: string): readonly Cursor[] {
  const found = entry.all(list).flatMap((element) => element.all(item));
  // Each item has its own number, which no other format and no property has a place for.
  for (const element of found) element.ignore('uid');
  return found;
}

const TYPES: ReadonlySet<string> = new Set(['individual', 'entity', 'vessel', 'aircraft']);

function readType(text: string | undefined, tell: Tell): OfacType {
  const type = text?.toLowerCase() ?? '';
  if (TYPES.has(type)) return type as OfacType;
  tell('unknown-value', `sdnType ${text ?? 'absent'}`);
  return 'entity';
}

function readName(element: Cursor, type: OfacType): string {
  return composeName(type, element.take('lastName'), element.take('firstName'));
}

const KINDS: ReadonlyMap<string, OfacNameKind> = new Map([
  ['a.k.a.', 'aka'],
  ['f.k.a.', 'fka'],
  ['n.k.a.', 'nka'],
]);

function readAlias(aka: Cursor, type: OfacType, tell: Tell): readonly OfacName[] {
  const kind = aka.take('type') ?? 'absent';
  const category = aka.take('category') ?? 'absent';
  const name = readName(aka, type);
  if (!KINDS.has(kind)) tell('unknown-value', `alias type ${kind}`);
  if (category !== 'strong' && category !== 'weak') {
    tell('unknown-value', `alias category ${category}`);
  }
  if (name === '') {
    tell('odd-value', 'an alias without a name');
    return [];
  }
  return [{ name, kind: KINDS.get(kind) ?? 'aka', weak: category === 'weak' }];
}

function readAddress(address: Cursor): readonly OfacAddress[] {
  const read = composeAddress({
    lines: ['address1', 'address2', 'address3'].map((line) => address.take(line)),
    city: address.take('city'),
    state: address.take('stateOrProvince'),
    postal: address.take('postalCode'),
    region: address.take('region'),
    country: address.take('country'),
  });
  return read === undefined ? [] : [read];
}

function readVessel(info: Cursor | undefined): OfacVessel | undefined {
  if (info === undefined) return undefined;
  const fields = [
    ['callSign', info.take('callSign')],
    ['type', info.take('vesselType')],
    ['tonnage', info.take('tonnage')],
    ['grossTonnage', info.take('grossRegisteredTonnage')],
    ['flag', info.take('vesselFlag')],
    ['owner', info.take('vesselOwner')],
  ].filter(([, value]) => value !== undefined);
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** The lists that the CSV writes as remarks: element names, and the label there. */
const LISTS = [
  ['dateOfBirthList', 'dateOfBirthItem', 'dateOfBirth', 'DOB'],
  ['placeOfBirthList', 'placeOfBirthItem', 'placeOfBirth', 'POB'],
  ['nationalityList', 'nationality', 'country', 'nationality'],
  ['citizenshipList', 'citizenship', 'country', 'citizen'],
] as const;

/** The statements in the order in which the CSV's remarks have them. */
function readDetails(entry: Cursor, tell: Tell): readonly Detail[] {
  const details: Detail[] = [];
  for (const [list, item, value, label] of LISTS) {
    for (const element of items(entry, list, item)) {
      const main = element.take('mainEntry');
      if (main !== 'true' && main !== 'false') {
        tell('unknown-value', `mainEntry ${main ?? 'absent'}`);
      }
      const text = element.take(value);
      if (text === undefined) tell('odd-value', `${item} without ${value}`);
      else {
        const alternate = main === 'false' ? ({ alternate: true } as const) : {};
        details.push(composeDetail({ label, value: text, ...alternate }));
      }
    }
  }
  const seen = new Set<string>();
  for (const element of items(entry, 'idList', 'id')) {
    const label = element.take('idType') ?? '';
    details.push(readId(element, label, seen.has(label)));
    seen.add(label);
  }
  return [...details, ...parseXmlRemarks(entry.take('remarks'))];
}

function readId(element: Cursor, label: string, again: boolean): Detail {
  return composeLabelled({
    label,
    value: element.take('idNumber') ?? '',
    country: element.take('idCountry'),
    issued: element.take('issueDate'),
    expires: element.take('expirationDate'),
    again,
  });
}
