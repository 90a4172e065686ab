export {
  decodeEntity,
  type Example,
  encodeEntity,
  exampleToEntity,
  type FtmEntity,
  isTarget,
  toFtm,
} from './codec.ts';
export { countryCode, countryName } from './countries.ts';
export { datesOverlap, type PartialDate, parseIsoDate, parseLooseDate } from './dates.ts';
export { Entity, EntityBuilder, type EntityParts, type Source, type Value } from './entity.ts';
export {
  allSchemas,
  isA,
  isListing,
  matchableWith,
  type Property,
  propertiesOf,
  propertiesOfType,
  propertyType,
  schemaOf,
} from './model.ts';
export { genderOf, NAME_PARTS } from './values.ts';
