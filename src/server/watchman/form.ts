/** The forms of Watchman's answers, version 2. Its Go program writes `null` for what is empty. */

export type EntityType =
  | 'person'
  | 'business'
  | 'organization'
  | 'aircraft'
  | 'vessel'
  | 'unknown'
  | '';

export interface GovernmentId {
  readonly name: string;
  readonly type: string;
  readonly country: string;
  readonly identifier: string;
}

interface Named {
  readonly name: string;
  readonly altNames: readonly string[] | null;
}

export interface WatchmanPerson extends Named {
  readonly gender: string;
  readonly birthDate: string | null;
  readonly placeOfBirth: string;
  readonly deathDate: string | null;
  readonly titles: readonly string[] | null;
  readonly governmentIDs: readonly GovernmentId[] | null;
}

/** A business or an organization. */
export interface WatchmanBody extends Named {
  readonly created: string | null;
  readonly dissolved: string | null;
  readonly governmentIDs: readonly GovernmentId[] | null;
}

export interface WatchmanAircraft extends Named {
  readonly type: string;
  readonly flag: string;
  readonly built: string | null;
  readonly icaoCode: string;
  readonly model: string;
  readonly serialNumber: string;
}

export interface WatchmanVessel extends Named {
  readonly imoNumber: string;
  readonly type: string;
  readonly flag: string;
  readonly built: string | null;
  readonly model: string;
  readonly tonnage: number;
  readonly mmsi: string;
  readonly callSign: string;
  readonly grossRegisteredTonnage: number;
  readonly owner: string;
}

export interface WatchmanAddress {
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly postalCode: string;
  readonly state: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface WatchmanEntity {
  readonly name: string;
  readonly entityType: EntityType;
  readonly sourceList: string;
  readonly sourceID: string;
  readonly person: WatchmanPerson | null;
  readonly business: WatchmanBody | null;
  readonly organization: WatchmanBody | null;
  readonly aircraft: WatchmanAircraft | null;
  readonly vessel: WatchmanVessel | null;
  readonly contact: {
    readonly emailAddresses: readonly string[] | null;
    readonly phoneNumbers: readonly string[] | null;
    readonly faxNumbers: readonly string[] | null;
    readonly websites: readonly string[] | null;
  };
  readonly addresses: readonly WatchmanAddress[] | null;
  readonly cryptoAddresses:
    | readonly { readonly currency: string; readonly address: string }[]
    | null;
  readonly affiliations:
    | readonly { readonly entityName: string; readonly type: string; readonly details?: string }[]
    | null;
  readonly sanctionsInfo: {
    readonly programs: readonly string[] | null;
    readonly secondary: boolean;
    readonly description: string;
  } | null;
  readonly historicalInfo:
    | readonly { readonly type: string; readonly value: string; readonly date: string }[]
    | null;
  readonly sourceData: unknown;
}

/** An empty list as Go writes it. */
export const orNull = <Item>(items: readonly Item[]): readonly Item[] | null =>
  items.length === 0 ? null : items;

/** A date, also one to the month or year, as Go writes a moment; null for what is none. */
export function goDate(text: string | undefined): string | null {
  const [, year, month = '01', day = '01'] =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text ?? '') ?? [];
  if (year === undefined) return null;
  const iso = `${year}-${month}-${day}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso);
  return exists ? `${iso}T00:00:00Z` : null;
}

export const blankAddress: WatchmanAddress = {
  ...{ line1: '', line2: '', city: '', postalCode: '', state: '', country: '' },
  ...{ latitude: 0, longitude: 0 },
};

export const noDetails = {
  ...{ person: null, business: null, organization: null, aircraft: null, vessel: null },
} as const;
