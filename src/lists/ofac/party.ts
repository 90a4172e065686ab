import { countryCode, EntityBuilder, propertiesOf, type Source } from '../../entity/index.ts';
import type { Signal } from '../types.ts';
import { ofacDates } from './dates.ts';
import { isHonorific, isNoCountry, type LabelRule, ruleOf } from './labels.ts';
import { programOf } from './programs.ts';
import type { Detail, OfacAddress, OfacRecord, OfacType } from './record.ts';

const SCHEMAS: Readonly<Record<OfacType, string>> = {
  individual: 'Person',
  entity: 'Organization',
  vessel: 'Vessel',
  aircraft: 'Airplane',
};

/** OFAC's page of one entry. */
export const detailsPage = (uid: string): string =>
  `https://sanctionssearch.ofac.treas.gov/Details.aspx?id=${uid}`;

/** The party of a record, and what of the record belongs to other entities. */
export interface Party {
  readonly builder: EntityBuilder;
  /** Statements about the legal effect, for the Sanction entities. */
  readonly provisions: string[];
  readonly wallets: {
    readonly currency: string;
    readonly address: string;
    readonly text: string;
  }[];
  readonly links: { readonly role: string; readonly name: string; readonly text: string }[];
}

/** Whether a schema has a property. */
function has(builder: EntityBuilder, property: string): boolean {
  return propertiesOf(builder.schema).has(property);
}

type Tell = (kind: Signal['kind'], found: string) => void;

/** Builds the party of a record; `tell` hears of what was not understood. */
export function buildParty(
  record: OfacRecord,
  source: Source,
  tell: Tell,
  id = `ofac-${record.uid}`,
): Party {
  const builder = new EntityBuilder(id, SCHEMAS[record.type], source);
  const party: Party = { builder, provisions: [], wallets: [], links: [] };
  addNames(builder, record);
  addTitles(builder, record.title);
  for (const tag of record.programs) {
    const program = programOf(tag);
    if (program === undefined) tell('unknown-value', `programme tag ${tag}`);
    builder.add('programId', tag).add('program', program?.title);
    for (const topic of program?.topics ?? ['sanction']) builder.add('topics', topic);
  }
  builder.add('sourceUrl', detailsPage(record.uid));
  for (const address of record.addresses) addAddress(builder, address, tell);
  addVessel(builder, record, tell);
  for (const detail of record.details) addDetail(party, detail, tell);
  for (const note of record.notes ?? []) builder.add('notes', note);
  return party;
}

function addNames(builder: EntityBuilder, record: OfacRecord): void {
  builder.add('name', record.name);
  const comma = record.type === 'individual' ? record.name.indexOf(', ') : -1;
  if (comma > 0) {
    builder.add('lastName', record.name.slice(0, comma));
    builder.add('firstName', record.name.slice(comma + 2));
  }
  for (const { name, kind, weak } of record.names) {
    const property = weak ? 'weakAlias' : kind === 'fka' ? 'previousName' : 'alias';
    builder.add(property, name);
  }
}

function addTitles(builder: EntityBuilder, column: string | undefined): void {
  for (const part of column?.split('; ') ?? []) {
    if (builder.schema !== 'Person') builder.add('notes', part);
    else builder.add(isHonorific(part) ? 'title' : 'position', part);
  }
}

/** Adds a country by name to a property; a name that means none is left out, others are told. */
function addCountry(
  builder: EntityBuilder,
  property: string,
  name: string,
  original: string,
  tell: Tell,
): boolean {
  const code = countryCode(name);
  if (code !== undefined) builder.add(property, code, original);
  else if (!isNoCountry(name)) {
    tell('unknown-value', `country ${name}`);
    return false;
  }
  return true;
}

function addAddress(builder: EntityBuilder, address: OfacAddress, tell: Tell): void {
  const { street, place, country, remarks } = address;
  const local = [street, place].filter((part) => part !== undefined);
  if (country !== undefined && !addCountry(builder, 'country', country, country, tell)) {
    builder.add('notes', `Country: ${country}`);
  }
  if (local.length > 0) {
    builder.add('address', [...local, ...(country === undefined ? [] : [country])].join(', '));
  }
  builder.add('notes', remarks);
}

function addVessel(builder: EntityBuilder, record: OfacRecord, tell: Tell): void {
  const { vessel } = record;
  if (vessel === undefined) return;
  if (record.type !== 'vessel') {
    for (const value of Object.values(vessel)) builder.add('notes', value as string);
    tell('odd-value', `vessel columns on ${record.type}`);
    return;
  }
  builder.add('callSign', vessel.callSign).add('type', vessel.type);
  builder.add('tonnage', vessel.tonnage?.replaceAll(',', ''), vessel.tonnage);
  const gross = vessel.grossTonnage;
  builder.add('grossRegisteredTonnage', gross?.replaceAll(',', ''), gross);
  if (vessel.flag !== undefined && !addCountry(builder, 'flag', vessel.flag, vessel.flag, tell)) {
    builder.add('notes', `Flag: ${vessel.flag}`);
  }
  if (vessel.owner !== undefined) builder.add('notes', `Owner: ${vessel.owner}`);
}

function addDetail(party: Party, detail: Detail, tell: Tell): void {
  const { builder } = party;
  if (detail.cut) {
    tell('odd-value', `remarks end in the middle of a statement: ${detail.text}`);
    builder.add('notes', detail.text);
    return;
  }
  if (detail.label === '') {
    addUnlabelled(builder, detail.text, tell);
    return;
  }
  const rule = ruleOf(detail.label);
  if (rule === undefined) {
    tell('unknown-value', `label of: ${detail.text}`);
    builder.add('notes', detail.text);
    return;
  }
  const understood = addByRule(party, detail, rule, tell);
  if (!understood) {
    tell('odd-value', detail.text);
    builder.add('notes', detail.text);
  }
}

/** Does what the table says; false when the value is not what such a label should have. */
function addByRule(party: Party, detail: Detail, rule: LabelRule, tell: Tell): boolean {
  const { builder } = party;
  const { value, text } = detail;
  const property = rule.to?.find((name) => has(builder, name));
  if (rule.to !== undefined && property === undefined) {
    builder.add('notes', text);
    return true;
  }
  if (value === '' && rule.as !== 'ignore') return false;
  switch (rule.as) {
    case 'birthDate':
      return builder.schema === 'Person' && addDates(builder, 'birthDate', value);
    case 'birthPlace':
      return builder.schema === 'Person' && addBirthPlace(builder, value);
    case 'country':
      return addNationality(builder, property as string, value);
    case 'date':
      return addDates(builder, property as string, value);
    case 'gender':
      return builder.schema === 'Person' && addGender(builder, value);
    case 'identifier':
      return addIdentifier(builder, property as string, detail, tell);
    case 'ignore':
      return true;
    case 'imo':
      return addImo(builder, detail);
    case 'link':
      party.links.push({ role: rule.role as string, name: value, text });
      builder.add('notes', text);
      return true;
    case 'notes':
      builder.add('notes', text);
      return true;
    case 'provision':
      party.provisions.push(text);
      return true;
    case 'text':
      builder.add(property as string, value);
      return true;
    case 'wallet':
      return addWallet(party, detail);
    case 'weakName':
      builder.add('weakAlias', value);
      return !value.startsWith("'");
  }
}

function addDates(builder: EntityBuilder, property: string, value: string): boolean {
  const dates = ofacDates(value);
  for (const date of dates ?? []) builder.add(property, date, value);
  return dates !== undefined;
}

function addBirthPlace(builder: EntityBuilder, value: string): boolean {
  builder.add('birthPlace', value);
  const parts = value.split(', ');
  // A country's own name can hold a comma: `Korea, North`.
  const country = [parts.slice(-2).join(', '), parts.at(-1)].map((name) => countryCode(name ?? ''));
  builder.add('birthCountry', country[0] ?? country[1], value);
  return true;
}

function addNationality(builder: EntityBuilder, property: string, value: string): boolean {
  const code = countryCode(value);
  builder.add(property, code, value);
  return code !== undefined || isNoCountry(value);
}

function addGender(builder: EntityBuilder, value: string): boolean {
  const gender = { Male: 'male', Female: 'female' }[value];
  builder.add('gender', gender, value);
  return gender !== undefined;
}

/** Words in running text: then the statement tells of a document rather than giving its number. */
const PROSE = /(?:^|\s)[a-z]{2,}\s/;
/** The issuer's own name for the number, before it: `CNIC: 12345-6`. */
const INNER_LABEL = /^[A-Za-z. ]{2,12}: (?=\S+$)/;

function addIdentifier(
  builder: EntityBuilder,
  property: string,
  detail: Detail,
  tell: Tell,
): boolean {
  const { value, country, text } = detail;
  if (PROSE.test(value)) return false;
  builder.add(property, value.replace(INNER_LABEL, ''), text);
  if (country !== undefined && countryCode(country) === undefined && !isNoCountry(country)) {
    tell('unknown-value', `country of: ${text}`);
  }
  return true;
}

function addImo(builder: EntityBuilder, detail: Detail): boolean {
  const number = /^\(?(?:IMO )?(\d{7})\)?$/.exec(detail.value || (detail.country ?? ''))?.[1];
  if (number !== undefined && has(builder, 'imoNumber')) {
    builder.add('imoNumber', `IMO${number}`, detail.text);
    return true;
  }
  if (!has(builder, 'registrationNumber')) return false;
  builder.add('registrationNumber', detail.value, detail.text);
  return detail.value !== '';
}

function addWallet(party: Party, detail: Detail): boolean {
  const currency = detail.label.slice(detail.label.lastIndexOf(' ') + 1);
  const [, address, rest] = /^([A-Za-z0-9]{20,})(.*)$/.exec(detail.value) ?? [];
  if (address === undefined) return false;
  party.wallets.push({ currency, address, text: detail.text });
  // A stray character does not make the address less of one, but it should be seen.
  return rest === '';
}

/** An address without a label, as some old entries have. */
const EMAIL = /^(\S+@\S+\.[A-Za-z]+)(?: \(email\))?$/;
const WEBSITE = /^((?:https?:\/\/|www\.)\S+)(?: \(website\))?$/;
/** What looks like a label with a value or a number of a document, and not like a sentence. */
const LABELLED = /\d{5}|[A-Z]+\d{3,}|^[^.:]{2,60}: |No\. ?\d/;

function addUnlabelled(builder: EntityBuilder, text: string, tell: Tell): void {
  const email = EMAIL.exec(text)?.[1];
  const website = WEBSITE.exec(text)?.[1];
  if (email !== undefined && has(builder, 'email')) builder.add('email', email, text);
  else if (website !== undefined && has(builder, 'website')) builder.add('website', website, text);
  else {
    const titles = [...builder.texts('position'), ...builder.texts('title')];
    const plain = text.replace(/\.$/, '');
    if (titles.some((title) => title.replace(/\.$/, '') === plain)) return;
    if (LABELLED.test(text)) tell('unknown-value', `statement without a known label: ${text}`);
    builder.add('notes', text);
  }
}
