import type { ListFormat, Signal } from './types.ts';

/** One source file of a version, as it was taken. */
export interface SourceFile {
  /** Its name in the version's folder. */
  readonly name: string;
  /** What it was called where it came from. */
  readonly origin: string;
  /** Bytes once unpacked. */
  readonly bytes: number;
  /** SHA-256 of the unpacked bytes. */
  readonly sha256: string;
  /** Where it was fetched from, and what the server said of it, for the next time. */
  readonly url?: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What is known of one version of a list; `manifest.json` in its folder. */
export interface Manifest {
  readonly name: string;
  readonly title: string;
  /** Content address: 16 hexadecimal digits over the digests of the source files. */
  readonly version: string;
  readonly format: ListFormat;
  /** `readerFingerprint` of the reader: the same files are read again by another one. */
  readonly reader: string;
  /** What the file itself says, where its format does, or who took it in. */
  readonly published: string | null;
  /** When it was taken in. */
  readonly fetched: string;
  readonly files: readonly SourceFile[];
  /** Source records; each became a party, or a signal. */
  readonly records: number;
  /** Entities by schema. */
  readonly entities: Readonly<Record<string, number>>;
  /** Parties, vessels and other things that a name can mean. */
  readonly listings: number;
  /** Names of those. */
  readonly names: number;
  /** How many signals of each kind the reader raised, and the first of them. */
  readonly signals: Readonly<Record<string, number>>;
  readonly examples: readonly Signal[];
  /** SHA-256 of the file of entities, to notice damage. */
  readonly entitiesSha256: string;
}
