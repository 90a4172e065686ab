import { loadData } from '../../base/index.ts';

interface Codes {
  /** Types of activity, each with its subtypes. */
  readonly activities: Readonly<
    Record<string, { readonly label: string; readonly subtypes: Readonly<Record<string, string>> }>
  >;
  readonly products: Readonly<Record<string, string>>;
  readonly instruments: Readonly<Record<string, string>>;
  readonly regulators: Readonly<Record<string, string>>;
  readonly organisations: Readonly<Record<string, string>>;
  readonly organisationSubtypes: Readonly<Record<string, string>>;
  readonly identifications: Readonly<Record<string, string>>;
  readonly phones: Readonly<Record<string, string>>;
  readonly cyberEvents: Readonly<Record<string, string>>;
}

/** The codes of FinCEN's form, from `data/reports/fincen-sar.json`. */
export const CODES = loadData<Codes>('reports/fincen-sar.json');

/** Subtypes of activities with their words. */
export const SUBTYPES: Readonly<Record<string, string>> = Object.assign(
  {},
  ...Object.values(CODES.activities).map(({ subtypes }) => subtypes),
);

/** The type of a subtype: `1` for `114`. */
export const TYPE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(CODES.activities).flatMap(([type, { subtypes }]) =>
    Object.keys(subtypes).map((subtype) => [subtype, type] as const),
  ),
);
