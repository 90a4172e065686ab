import type { Sentence } from '../../law/index.ts';
import { type Field, fieldOf, isFilled, leaves, type Missing } from '../form.ts';
import { length } from '../text.ts';
import { type Party, SAR_FORM, type SarInput, type Side, STR_FORM, type StrInput } from './form.ts';
import { type CodeList, PROFILES, type Profile } from './profiles.ts';

/** What a report asks for of clients of the reporting entity, beside what it asks for of all. */
const OF_CLIENTS: Readonly<Record<'person' | 'entity' | 'account', readonly string[]>> = {
  person: [
    ...['gender', 'birthDate', 'idNumber', 'nationality', 'residence', 'phones'],
    ...['identifications', 'taxRegistered'],
  ],
  entity: [
    ...['legalForm', 'number', 'business', 'addresses', 'state', 'country', 'directors'],
    ...['incorporated', 'taxRegistered'],
  ],
  account: [
    ...['institution', 'nonBank', 'branch', 'currency', 'type', 'signatories', 'opened', 'status'],
    ...['beneficiary'],
  ],
};
const KINDS = ['person', 'entity', 'account'] as const;

/** A person, entity or account of a report, with where it stands. */
interface Standing {
  readonly path: string;
  readonly of: Side | Party;
  readonly field: Field | undefined;
}

const partOf = (field: Field | undefined, key: string): Field | undefined =>
  field?.items?.properties?.[key] ?? field?.properties?.[key];

function partiesOf(input: StrInput | SarInput): Standing[] {
  if ('transactions' in input) {
    const form = partOf(fieldOf(STR_FORM), 'transactions');
    return (input.transactions ?? []).flatMap((one, index) =>
      (['from', 'to'] as const).flatMap((way) => {
        const of = one[way];
        const path = `transactions.${index}.${way}`;
        return of === undefined || !isFilled(of) ? [] : [{ path, of, field: partOf(form, way) }];
      }),
    );
  }
  const form = partOf(fieldOf(SAR_FORM), 'parties');
  const parties = 'parties' in input ? (input.parties ?? []) : [];
  return parties.flatMap((of, index) =>
    isFilled(of) ? [{ path: `parties.${index}`, of, field: form }] : [],
  );
}

const WHO: Sentence = {
  en: 'Person, entity or account',
  es: 'Persona física, persona moral o cuenta',
};

export function missingUnder(input: StrInput | SarInput): Missing[] {
  return partiesOf(input).flatMap(({ path, of, field }) => {
    const kind = KINDS.find((one) => isFilled(of[one]));
    if (kind === undefined) return [{ path: `${path}.person`, label: WHO }];
    if (!of.isClient) return [];
    const form = partOf(field, kind);
    const own = lacking(form, of[kind], kind, `${path}.${kind}`);
    return [...own, ...lackingInside(form, of[kind], kind, `${path}.${kind}`)];
  });
}

function lacking(
  form: Field | undefined,
  value: unknown,
  kind: (typeof KINDS)[number],
  path: string,
): Missing[] {
  return OF_CLIENTS[kind].flatMap((key) => {
    const label = partOf(form, key)?.label ?? { en: key, es: key };
    const said = (value as Readonly<Record<string, unknown>>)[key];
    return isFilled(said) ? [] : [{ path: `${path}.${key}`, label }];
  });
}

/** The holder and the signatories of a client's account are clients themselves. */
function lackingInside(
  form: Field | undefined,
  value: Side[(typeof KINDS)[number]],
  kind: (typeof KINDS)[number],
  path: string,
): Missing[] {
  if (kind !== 'account' || value === undefined) return [];
  const { holder, signatories } = value as NonNullable<Side['account']>;
  return [
    ...(holder !== undefined && isFilled(holder)
      ? lacking(partOf(form, 'holder'), holder, 'entity', `${path}.holder`)
      : []),
    ...(signatories ?? []).flatMap((signatory, index) =>
      isFilled(signatory.person)
        ? lacking(
            partOf(partOf(form, 'signatories'), 'person'),
            signatory.person,
            'person',
            `${path}.signatories.${index}.person`,
          )
        : [],
    ),
  ];
}

/** Fields that are names, with how long each may be once it is written in the unit's letters. */
const NAMES: Readonly<Record<string, number>> = {
  firstName: 100,
  middleName: 100,
  lastName: 100,
  name: 255,
  commercialName: 255,
};

/** What the unit does not take; undefined where it takes all. */
export function wrongFor(input: StrInput | SarInput, form: Field): string | undefined {
  for (const { path, of } of partiesOf(input)) {
    const said = KINDS.filter((kind) => isFilled(of[kind]));
    if (said.length > 1) return `${path} with ${said.join(' and ')}, of which the form takes one`;
  }
  const profile = PROFILES.get(input.profile ?? '');
  if (profile === undefined) return undefined;
  for (const leaf of leaves(form, input)) {
    const found = wrongCode(leaf, profile) ?? wrongName(leaf, profile);
    if (found !== undefined) return `${leaf.path} with ${found}`;
  }
  return undefined;
}

type Leaf = ReturnType<typeof leaves> extends Generator<infer Item> ? Item : never;

function wrongCode({ field, value }: Leaf, { codes, id }: Profile): string | undefined {
  if (field.list === undefined || codes[field.list as CodeList].has(String(value)))
    return undefined;
  return `the code ${String(value)}, which ${id} does not have`;
}

function wrongName({ path, value }: Leaf, profile: Profile): string | undefined {
  const most = NAMES[path.slice(path.lastIndexOf('/') + 1)];
  if (most === undefined || typeof value !== 'string' || !isFilled(value)) return undefined;
  const name = profile.nameOf(value);
  if (name === '') return `a name of which nothing is left in the letters that ${profile.id} takes`;
  const found = length(name);
  return found > most ? `${found} characters in Latin letters; ${most} fit` : undefined;
}
