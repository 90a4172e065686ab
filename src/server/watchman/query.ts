import { genderOf } from '../../entity/index.ts';
import {
  blankAddress,
  type EntityType,
  type GovernmentId,
  goDate,
  noDetails,
  orNull,
  type WatchmanEntity,
} from './form.ts';

export const TYPES = ['person', 'business', 'organization', 'aircraft', 'vessel'] as const;

/** What `GET /v2/search` asks, read from its query. */
export interface WatchmanQuery {
  readonly entity: WatchmanEntity;
  readonly limit: number;
  readonly minMatch: number;
  readonly debug: boolean;
  readonly format: string;
}

/** What every search takes. */
export const COMMON = [
  ...['name', 'source', 'sourceID', 'type', 'limit', 'minMatch', 'requestID', 'debug'],
  ...['debugSourceIDs', 'format', 'email', 'emailAddress', 'emailAddresses', 'phone'],
  ...['phoneNumber', 'phoneNumbers', 'fax', 'faxNumber', 'faxNumbers', 'website', 'websites'],
  ...['address', 'addresses', 'cryptoAddress', 'cryptoAddresses'],
];

/** What a search for one type takes besides; `gov_*` stands for its government ids. */
export const BY_TYPE: Readonly<Record<(typeof TYPES)[number], readonly string[]>> = {
  person: ['altNames', 'gender', 'birthDate', 'deathDate', 'titles', 'gov_*'],
  business: ['altNames', 'created', 'dissolved', 'gov_*'],
  organization: ['altNames', 'created', 'dissolved', 'gov_*'],
  aircraft: ['altNames', 'aircraftType', 'flag', 'built', 'icaoCode', 'model', 'serialNumber'],
  vessel: [
    ...['altNames', 'imoNumber', 'vesselType', 'flag', 'built', 'model', 'mmsi', 'callSign'],
    ...['owner', 'tonnage', 'grossRegisteredTonnage'],
  ],
};

const MOST_RESULTS = 100;

/**
 * Reads a search as Watchman does: a parameter that the type asked for does not have is an error,
 * a number or date that is none counts as not given. The problem comes back in its words.
 */
export function readWatchmanQuery(
  parameters: URLSearchParams,
): WatchmanQuery | { readonly problem: string } {
  const one = (name: string): string => parameters.get(name) ?? '';
  const type = one('type').trim().toLowerCase() as EntityType;
  for (const name of ['tonnage', 'grossRegisteredTonnage']) {
    if (type === 'vessel' && !/^\s*([+-]?\d{1,6})?\s*$/.test(one(name))) {
      const words = name === 'tonnage' ? 'tonnage' : 'GrossRegisteredTonnage';
      return { problem: `problem reading v2 search request: reading vessel ${words}: invalid` };
    }
  }
  const extra = [...new Set(parameters.keys())].filter((name) => !isTaken(name, type)).sort();
  if (extra.length > 0) {
    const names = extra.map((name) => name.slice(0, 100)).join(',');
    return { problem: `extra/unused query parameters in request: ${names}` };
  }
  const limit = Number.parseInt(one('limit'), 10);
  const minMatch = Number(one('minMatch'));
  return {
    entity: askedEntity(parameters, type),
    limit: Math.min(limit > 0 ? limit : 10, MOST_RESULTS),
    minMatch: Number.isFinite(minMatch) ? minMatch : 0,
    debug: /^(yes|true|1|y)$/i.test(one('debug')),
    format: one('format'),
  };
}

function isTaken(name: string, type: EntityType): boolean {
  if (COMMON.includes(name)) return true;
  const own = BY_TYPE[type as keyof typeof BY_TYPE] ?? [];
  return own.includes(name) || (own.includes('gov_*') && name.startsWith('gov_'));
}

function askedEntity(parameters: URLSearchParams, type: EntityType): WatchmanEntity {
  const one = (name: string): string => parameters.get(name) ?? '';
  const all = (...names: readonly string[]): readonly string[] | null =>
    orNull(names.flatMap((name) => parameters.getAll(name)).map((text) => text.trim()));
  const name = one('name').trim();
  const addresses = all('address', 'addresses') ?? [];
  return {
    name,
    entityType: type,
    sourceList: one('source') || 'api-request',
    sourceID: one('sourceID'),
    ...noDetails,
    ...askedDetails(parameters, type, name),
    contact: {
      emailAddresses: all('email', 'emailAddress', 'emailAddresses'),
      phoneNumbers: all('phone', 'phoneNumber', 'phoneNumbers'),
      faxNumbers: all('fax', 'faxNumber', 'faxNumbers'),
      websites: all('website', 'websites'),
    },
    addresses: addresses.map((line1) => ({ ...blankAddress, line1 })),
    cryptoAddresses: orNull(cryptoAddresses(all('cryptoAddress', 'cryptoAddresses') ?? [])),
    affiliations: null,
    sanctionsInfo: null,
    historicalInfo: null,
    sourceData: null,
  };
}

function askedDetails(
  parameters: URLSearchParams,
  type: EntityType,
  name: string,
): Partial<WatchmanEntity> {
  const one = (key: string): string => parameters.get(key) ?? '';
  const date = (key: string): string | null => goDate(one(key));
  const altNames = orNull(parameters.getAll('altNames'));
  const governmentIDs = orNull(governmentIds(parameters));
  const body = {
    ...{ name, altNames, governmentIDs },
    ...{ created: date('created'), dissolved: date('dissolved') },
  };
  const craft = { name, altNames, flag: one('flag'), built: date('built'), model: one('model') };
  switch (type) {
    case 'person': {
      const gender = one('gender') === '' ? 'unknown' : (genderOf(one('gender')) ?? 'unknown');
      const dates = { birthDate: date('birthDate'), deathDate: date('deathDate') };
      const titles = orNull(parameters.getAll('titles'));
      const person = { name, altNames, gender, ...dates, placeOfBirth: '', titles, governmentIDs };
      return { person };
    }
    case 'business':
      return { business: body };
    case 'organization':
      return { organization: body };
    case 'aircraft': {
      const { aircraftType, icaoCode, serialNumber } = Object.fromEntries(parameters);
      const texts = { icaoCode: icaoCode ?? '', serialNumber: serialNumber ?? '' };
      return { aircraft: { ...craft, type: aircraftType ?? '', ...texts } };
    }
    case 'vessel': {
      const numbers = { imoNumber: one('imoNumber'), mmsi: one('mmsi'), callSign: one('callSign') };
      const tonnage = Number(one('tonnage'));
      const grossRegisteredTonnage = Number(one('grossRegisteredTonnage'));
      const more = { type: one('vesselType'), owner: one('owner') };
      return { vessel: { ...craft, ...numbers, ...more, tonnage, grossRegisteredTonnage } };
    }
    default:
      return {};
  }
}

/** `gov_passport=MX:G123`: the country, then the number; without a country it is none. */
function governmentIds(parameters: URLSearchParams): readonly GovernmentId[] {
  const keys = [...new Set(parameters.keys())].filter((key) => key.startsWith('gov_')).sort();
  return keys.flatMap((key) =>
    parameters.getAll(key).flatMap((text) => {
      const [country = '', identifier] = text.split(':');
      if (identifier === undefined) return [];
      return [{ name: '', type: key.slice('gov_'.length), country, identifier }];
    }),
  );
}

/** `XBT:address`; anything else is none. */
function cryptoAddresses(texts: readonly string[]) {
  return texts.flatMap((text) => {
    const [currency = '', address, ...more] = text.split(':');
    if (address === undefined || more.length > 0) return [];
    return [{ currency: currency.toUpperCase(), address }];
  });
}
