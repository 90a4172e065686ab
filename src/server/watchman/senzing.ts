import type { GovernmentId, WatchmanEntity } from './form.ts';

/** The Senzing format that is asked for, by `Accept` or `format`; undefined for Watchman's own. */
export function senzingFormat(accept: string | undefined, format: string): string | undefined {
  for (const offers of [accept ?? '', format]) {
    for (const offer of offers.split(',')) {
      const [type = ''] = offer.split(';');
      const name = /^senzing\/?(.*)$/.exec(type.trim())?.[1];
      if (name !== undefined) return name.toLowerCase();
    }
  }
  return undefined;
}

/** Listings as Senzing's flat records: JSON lines or a list; undefined for an unknown format. */
export function writeSenzing(
  entities: readonly WatchmanEntity[],
  format: string,
): string | undefined {
  const records = entities.map(senzingRecord);
  if (['jsonl', 'json-lines', 'ndjson'].includes(format)) {
    return records.map((record) => `${JSON.stringify(record)}\n`).join('');
  }
  return ['json', 'array', ''].includes(format) ? `${JSON.stringify(records)}\n` : undefined;
}

/** Senzing's names of the government ids that it has a field for. */
const ID_FIELDS: Readonly<Record<string, readonly [number: string, country: string]>> = {
  passport: ['PASSPORT_NUMBER', 'PASSPORT_COUNTRY'],
  'national-id': ['NATIONAL_ID_NUMBER', 'NATIONAL_ID_COUNTRY'],
  'tax-id': ['TAX_ID_NUMBER', 'TAX_ID_COUNTRY'],
};

function senzingRecord(entity: WatchmanEntity): object {
  const { person, contact, name } = entity;
  const [address] = entity.addresses ?? [];
  const fields = {
    DATA_SOURCE: entity.sourceList,
    RECORD_ID: entity.sourceID,
    RECORD_TYPE: person === null ? 'ORGANIZATION' : 'PERSON',
    NAME_FULL: person === null ? '' : name,
    NAME_ORG: person === null ? name : '',
    DATE_OF_BIRTH: person?.birthDate?.slice(0, 10) ?? '',
    GENDER: genderLetter(person?.gender),
    ADDR_LINE1: address?.line1 ?? '',
    ADDR_LINE2: address?.line2 ?? '',
    ADDR_CITY: address?.city ?? '',
    ADDR_STATE: address?.state ?? '',
    ADDR_POSTAL_CODE: address?.postalCode ?? '',
    ADDR_COUNTRY: address?.country ?? '',
    PHONE_NUMBER: contact.phoneNumbers?.[0] ?? '',
    EMAIL_ADDRESS: contact.emailAddresses?.[0] ?? '',
    WEBSITE_ADDRESS: contact.websites?.[0] ?? '',
    ...idFields(person?.governmentIDs ?? []),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

function genderLetter(gender: string | undefined): string {
  if (gender === 'male') return 'M';
  return gender === 'female' ? 'F' : '';
}

function idFields(ids: readonly GovernmentId[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { type, identifier, country } of ids) {
    const [number, place] = ID_FIELDS[type] ?? [];
    if (number === undefined || place === undefined || number in fields) continue;
    fields[number] = identifier;
    fields[place] = country;
  }
  return fields;
}
