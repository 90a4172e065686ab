import { type Entity, isA, propertiesOf, propertiesOfType, schemaOf } from '../../entity/index.ts';
import type { Engine } from '../../matching/index.ts';
import { wireEntity } from '../wire.ts';
import { ID_PROPERTIES } from './example.ts';
import {
  blankAddress,
  type EntityType,
  type GovernmentId,
  goDate,
  noDetails,
  orNull,
  type WatchmanAddress,
  type WatchmanEntity,
} from './form.ts';

/** Watchman's names of lists that both have; ours are told by their own names. */
export const SOURCES: Readonly<Record<string, string>> = {
  us_ofac: 'us_ofac_sdn',
  us_non_sdn: 'us_ofac_cons',
  un_csl: 'un_sc_sanctions',
};

const sourceOf = (list: string): string =>
  Object.keys(SOURCES).find((name) => SOURCES[name] === list) ?? list;

/** Watchman's type of a schema; a company is a business, any other body an organization. */
export function typeOf(schema: string): EntityType {
  if (isA(schema, 'Person')) return 'person';
  if (isA(schema, 'Vessel')) return 'vessel';
  if (isA(schema, 'Airplane')) return 'aircraft';
  if (isA(schema, 'Company')) return 'business';
  return isA(schema, 'LegalEntity') ? 'organization' : 'unknown';
}

/** The publisher's own number of a listing. */
export function sourceIdOf(entity: Entity): string {
  for (const [value] of entity.properties.values()) {
    if (value !== undefined) return value.source.record;
  }
  return entity.id;
}

/** A listing in Watchman's form; `asked` tells businesses from organizations, as lists do not. */
export function watchmanEntity(engine: Engine, entity: Entity, asked: EntityType): WatchmanEntity {
  const found = typeOf(entity.schema);
  const isBody = found === 'business' || found === 'organization';
  const entityType = isBody && (asked === 'business' || asked === 'organization') ? asked : found;
  const pointing = engine.pointingAt(entity.id);
  return {
    name: entity.caption,
    entityType,
    sourceList: sourceOf(engine.listOf(entity)),
    sourceID: sourceIdOf(entity),
    ...noDetails,
    ...details(entity, entityType),
    contact: {
      emailAddresses: orNull(entity.texts('email')),
      phoneNumbers: orNull(entity.texts('phone')),
      faxNumbers: null,
      websites: orNull(entity.texts('website')),
    },
    addresses: orNull(addressesOf(engine, entity)),
    cryptoAddresses: orNull(walletsOf(entity, pointing)),
    affiliations: orNull(affiliationsOf(engine, entity, pointing)),
    sanctionsInfo: sanctionsOf(entity, pointing),
    historicalInfo: orNull(
      entity.texts('previousName').map((value) => {
        // Go's moment for a date that is not known.
        return { type: 'Former Name', value, date: '0001-01-01T00:00:00Z' };
      }),
    ),
    sourceData: wireEntity(entity),
  };
}

function details(entity: Entity, type: EntityType): Partial<WatchmanEntity> {
  const first = (property: string): string => entity.texts(property)[0] ?? '';
  const name = entity.caption;
  const altNames = orNull(otherNames(entity));
  const governmentIDs = orNull(governmentIdsOf(entity));
  const body = {
    ...{ name, altNames, governmentIDs },
    created: goDate(first('incorporationDate')),
    dissolved: goDate(first('dissolutionDate')),
  };
  const craft = { name, altNames, type: first('type'), built: goDate(first('buildDate')) };
  switch (type) {
    case 'person':
      return {
        person: {
          ...{ name, altNames, governmentIDs, gender: first('gender') || 'unknown' },
          birthDate: goDate(first('birthDate')),
          placeOfBirth: first('birthPlace'),
          deathDate: goDate(first('deathDate')),
          titles: orNull([...entity.texts('title'), ...entity.texts('position')]),
        },
      };
    case 'business':
      return { business: body };
    case 'organization':
      return { organization: body };
    case 'aircraft': {
      const flag = first('country');
      const texts = { icaoCode: first('icaoCode'), serialNumber: first('serialNumber') };
      return { aircraft: { ...craft, flag, model: first('model'), ...texts } };
    }
    case 'vessel': {
      const numbers = {
        imoNumber: first('imoNumber').replace(/^IMO\s*/i, ''),
        mmsi: first('mmsi'),
        callSign: first('callSign'),
      };
      const tonnages = {
        tonnage: whole(first('deadweightTonnage') || first('tonnage')),
        grossRegisteredTonnage: whole(first('grossRegisteredTonnage')),
      };
      const texts = { flag: first('flag'), model: first('model'), owner: '' };
      return { vessel: { ...craft, ...numbers, ...tonnages, ...texts } };
    }
    default:
      return {};
  }
}

const whole = (text: string): number => Math.trunc(Number(text.replace(/,/g, ''))) || 0;

function otherNames(entity: Entity): readonly string[] {
  const parts = /^(first|second|middle|father|mother|last)Name$/;
  const names = propertiesOfType(entity.schema, 'name')
    .filter((property) => !parts.test(property))
    .flatMap((property) => entity.texts(property));
  return [...new Set(names)].filter((name) => name !== entity.caption);
}

function governmentIdsOf(entity: Entity): readonly GovernmentId[] {
  const [country = ''] = entity.texts('nationality').concat(entity.texts('country'));
  const types = new Map(Object.entries(ID_PROPERTIES).map(([type, property]) => [property, type]));
  // Of several types with one property, the first of the table is the usual one.
  for (const [type, property] of Object.entries(ID_PROPERTIES).reverse()) types.set(property, type);
  const all = [...types, ['idNumber', 'national-id'] as const];
  return all.flatMap(([property, type]) =>
    entity.texts(property).map((identifier) => ({ name: '', type, country, identifier })),
  );
}

function addressesOf(engine: Engine, entity: Entity): readonly WatchmanAddress[] {
  const linked = entity.texts('addressEntity').flatMap((id) => engine.entity(id) ?? []);
  const parts = linked.map((address): WatchmanAddress => {
    const first = (property: string): string => address.texts(property)[0] ?? '';
    return {
      ...blankAddress,
      line1: first('street') || first('full'),
      line2: first('street2'),
      city: first('city'),
      postalCode: first('postalCode'),
      state: first('state') || first('region'),
      country: first('country').toUpperCase(),
    };
  });
  return [...parts, ...entity.texts('address').map((line1) => ({ ...blankAddress, line1 }))];
}

function walletsOf(entity: Entity, pointing: readonly Entity[]) {
  const wallets = [entity, ...pointing].filter(({ schema }) => isA(schema, 'CryptoWallet'));
  return wallets.flatMap((wallet) =>
    wallet.texts('publicKey').map((address) => ({
      currency: wallet.texts('currency')[0]?.toUpperCase() ?? '',
      address,
    })),
  );
}

/** Who stands behind the edges of a listing: what it owns, directs, or is linked to. */
function affiliationsOf(engine: Engine, entity: Entity, pointing: readonly Entity[]) {
  return pointing
    .filter(({ schema }) => schemaOf(schema)?.isEdge === true)
    .flatMap((edge) =>
      [...edge.properties.keys()]
        .filter((property) => propertiesOf(edge.schema).get(property)?.type.isEntity === true)
        .flatMap((property) => edge.texts(property))
        .filter((id) => id !== entity.id)
        .flatMap((id) => engine.entity(id) ?? [])
        .map((other) => {
          const details = [...edge.texts('role'), ...edge.texts('relationship')][0];
          const type = schemaOf(edge.schema)?.label ?? edge.schema;
          return { entityName: other.caption, type, ...(details !== undefined && { details }) };
        }),
    );
}

function sanctionsOf(entity: Entity, pointing: readonly Entity[]): WatchmanEntity['sanctionsInfo'] {
  const sanctions = pointing.filter(({ schema }) => isA(schema, 'Sanction'));
  const all = [entity, ...sanctions];
  const ids = all.flatMap((each) => each.texts('programId'));
  const programs = ids.length > 0 ? ids : all.flatMap((each) => each.texts('program'));
  const notes = sanctions.flatMap((each) => [
    ...each.texts('provisions'),
    ...each.texts('summary'),
    ...each.texts('reason'),
  ]);
  if (programs.length === 0 && sanctions.length === 0) return null;
  return {
    programs: orNull([...new Set(programs)]),
    secondary: [...notes, ...entity.texts('notes')].some((note) =>
      /secondary sanction/i.test(note),
    ),
    description: notes.join('; '),
  };
}
