export { CATALOGUE, describeList } from './catalogue.ts';
export { type Catalog, type CatalogDataset, readCatalog } from './datasets/catalog.ts';
export type { LoadedDataset } from './datasets/load.ts';
export { type Digest, digestOfLine } from './digests.ts';
export { download } from './download.ts';
export { foreignBytes, foreignText, readPrefix } from './foreign.ts';
export {
  changesBetween,
  type EntityChange,
  type FieldChange,
  fieldChanges,
  type IdChange,
} from './history.ts';
export type { ImportResult } from './import.ts';
export type { Manifest } from './manifest.ts';
export { type Net, systemNet } from './net.ts';
export { readListFiles } from './read-files.ts';
export { REGISTER, type RegisterInfo, registerEntities, registerInfo } from './register.ts';
export { type ListEntry, ListStore } from './store.ts';
export type { ListDescription, ListFile, ListFormat, Signal } from './types.ts';
export { openListFile } from './unpack.ts';
export { readXml, type XmlElement } from './xml.ts';
export { previewText } from './xml-text.ts';
