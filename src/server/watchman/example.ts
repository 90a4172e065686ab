import type { RawExample } from '../example.ts';
import type { GovernmentId, WatchmanEntity } from './form.ts';

/** Watchman's types as schemas to ask for; without a type, everything is asked. */
export const SCHEMAS: Readonly<Record<string, string>> = {
  person: 'Person',
  business: 'Company',
  organization: 'Organization',
  aircraft: 'Airplane',
  vessel: 'Vessel',
  '': 'Thing',
};

/** Government ids that have a property of their own; all others are id numbers. */
export const ID_PROPERTIES: Readonly<Record<string, string>> = {
  passport: 'passportNumber',
  'diplomatic-passport': 'passportNumber',
  'tax-id': 'taxNumber',
  cuit: 'taxNumber',
  ssn: 'socialSecurityNumber',
  'business-registration': 'registrationNumber',
  'commercial-registry': 'registrationNumber',
};

type Properties = Record<string, readonly string[]>;

/**
 * The examples that ask what a Watchman query asks: one, and a wallet besides where crypto
 * addresses are given, which FollowTheMoney has as things of their own.
 */
export function examplesOf(entity: WatchmanEntity): readonly RawExample[] {
  const schema = SCHEMAS[entity.entityType];
  if (schema === undefined) return [];
  const { contact, addresses, cryptoAddresses } = entity;
  const details = entity.person ?? entity.business ?? entity.organization ?? undefined;
  const properties: Properties = {
    name: nonEmpty([entity.name]),
    alias: nonEmpty([...((details ?? entity.aircraft ?? entity.vessel)?.altNames ?? [])]),
    email: nonEmpty(contact.emailAddresses ?? []),
    phone: nonEmpty(contact.phoneNumbers ?? []),
    website: nonEmpty(contact.websites ?? []),
    address: nonEmpty((addresses ?? []).map(({ line1 }) => line1)),
    ...personProperties(entity),
    ...bodyProperties(entity),
    ...craftProperties(entity),
  };
  for (const id of details?.governmentIDs ?? []) addGovernmentId(properties, id);
  const publicKey = nonEmpty((cryptoAddresses ?? []).map(({ address }) => address));
  const asked = [{ schema, properties }];
  if (publicKey.length > 0) asked.push({ schema: 'CryptoWallet', properties: { publicKey } });
  return asked;
}

const nonEmpty = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => text.trim() !== '');

const dayOf = (moment: string | null): readonly string[] =>
  moment === null ? [] : [moment.slice(0, 10)];

function personProperties({ person }: WatchmanEntity): Properties {
  if (person === null) return {};
  const gender = person.gender === 'unknown' ? [] : [person.gender];
  return {
    gender,
    birthDate: dayOf(person.birthDate),
    deathDate: dayOf(person.deathDate),
    title: nonEmpty(person.titles ?? []),
  };
}

function bodyProperties({ business, organization }: WatchmanEntity): Properties {
  const body = business ?? organization;
  if (body === null) return {};
  return { incorporationDate: dayOf(body.created), dissolutionDate: dayOf(body.dissolved) };
}

function craftProperties({ aircraft, vessel }: WatchmanEntity): Properties {
  if (aircraft !== null) {
    const { type, flag, icaoCode, model, serialNumber, built } = aircraft;
    const texts = { type, country: flag, icaoCode, model, serialNumber };
    return { ...each(texts), buildDate: dayOf(built) };
  }
  if (vessel === null) return {};
  const { imoNumber, type, flag, model, mmsi, callSign, built } = vessel;
  return { ...each({ imoNumber, type, flag, model, mmsi, callSign }), buildDate: dayOf(built) };
}

function each(texts: Readonly<Record<string, string>>): Properties {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, nonEmpty([text])]));
}

function addGovernmentId(
  properties: Properties,
  { type, country, identifier }: GovernmentId,
): void {
  if (type === 'nationality' || type === 'citizenship') {
    properties[type] = [...(properties[type] ?? []), country];
    return;
  }
  const property = ID_PROPERTIES[type] ?? 'idNumber';
  properties[property] = [...(properties[property] ?? []), identifier];
  // A social security number stands among the id numbers in many lists.
  if (property === 'socialSecurityNumber') {
    properties['idNumber'] = [...(properties['idNumber'] ?? []), identifier];
  }
}
