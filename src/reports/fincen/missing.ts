import { filled, isFilled, type Missing } from '../form.ts';
import type { SarInput, SarInstitution, SarSubject, UnknownField } from './form.ts';

/** What the form asks for under a condition; what it asks for always stands in `form.ts`. */
export function missingUnder(input: SarInput): Missing[] {
  const found: Missing[] = [];
  const need = (path: string, value: unknown, en: string, es: string): void => {
    if (!isFilled(value)) found.push({ path, label: { en, es } });
  };
  if (input.kind === 'correction' || input.kind === 'continuing') {
    need(
      'priorBsaId',
      input.priorBsaId,
      'BSA identifier of the prior report',
      'Folio BSA del reporte anterior',
    );
  }
  const { activity } = input;
  if (activity !== undefined && !activity.amountUnknown && !activity.noAmount) {
    need(
      'activity.amount',
      activity.amount,
      'Amount involved, or that it is unknown or none',
      'Importe involucrado, o que se desconoce o no hay',
    );
  }
  for (const [path, code, other] of othersOf(input)) {
    if (code?.endsWith('999')) need(path, other, 'Other, in words', 'Otro, en palabras');
  }
  for (const [index, subject] of (input.subjects ?? []).entries()) {
    if (isFilled(subject)) found.push(...missingOfSubject(subject, `subjects.${index}`));
  }
  return found;
}

type Other = readonly [path: string, code: string | undefined, other: string | undefined];

/** The codes that mean "other", each with the words that then explain it. */
function othersOf(input: SarInput): Other[] {
  const organisation = (path: string, of: SarInstitution): Other[] => [
    [`${path}.organisation.otherType`, of.organisation?.type, of.organisation?.otherType],
    [`${path}.organisation.otherSubtype`, of.organisation?.subtype, of.organisation?.otherSubtype],
  ];
  return [
    ...(input.filer === undefined ? [] : organisation('filer', input.filer)),
    ...(input.locations ?? []).flatMap((one, i) => organisation(`locations.${i}`, one)),
    ...(input.activity?.kinds ?? []).map(
      ({ subtype, other }, i): Other => [`activity.kinds.${i}.other`, subtype, other],
    ),
    ...(input.activity?.cyberEvents ?? []).map(
      ({ type, other }, i): Other => [`activity.cyberEvents.${i}.other`, type, other],
    ),
    ...(input.subjects ?? []).flatMap(({ identifications }, s) =>
      (identifications ?? []).map(
        ({ type, otherType }, i): Other => [
          `subjects.${s}.identifications.${i}.otherType`,
          type,
          otherType,
        ],
      ),
    ),
  ];
}

/** Countries whose addresses have a state and a postal code on the form. */
const WITH_STATE = new Set(['US', 'CA', 'MX']);

/** Of a subject the form asks either for the fact or for the tick that it is unknown. */
function missingOfSubject(subject: SarSubject, at: string): Missing[] {
  if (subject.kind === undefined || subject.kind === 'unknown') return [];
  const found: Missing[] = [];
  const need = (field: UnknownField, path: string, value: unknown, en: string, es: string) => {
    if (isFilled(value) || subject.unknown?.includes(field)) return;
    found.push({ path: `${at}.${path}`, label: { en, es } });
  };
  need('name', 'name', subject.name, 'Name, or that it is unknown', 'Nombre, o que se desconoce');
  if (subject.kind === 'person') {
    const { firstName, birthDate, identifications } = subject;
    need('firstName', 'firstName', firstName, 'First name, or unknown', 'Nombre, o desconocido');
    need(
      'birthDate',
      'birthDate',
      birthDate,
      'Date of birth, or unknown',
      'Nacimiento, o desconocido',
    );
    need(
      'identification',
      'identifications',
      identifications,
      'Form of identification, or unknown',
      'Documento de identidad, o desconocido',
    );
  }
  need('tin', 'tin', subject.tin, 'Taxpayer number, or unknown', 'Contribuyente, o desconocido');
  if (isFilled(subject.tin) && subject.tinType === undefined) {
    const label = { en: 'Kind of taxpayer number', es: 'Clase de número de contribuyente' };
    found.push({ path: `${at}.tinType`, label });
  }
  const [address] = filled(subject.addresses);
  const where = 'addresses.0';
  need('street', `${where}.street`, address?.street, 'Street, or unknown', 'Calle, o desconocida');
  need('city', `${where}.city`, address?.city, 'City, or unknown', 'Ciudad, o desconocida');
  need(
    'country',
    `${where}.country`,
    address?.country,
    'Country, or unknown',
    'País, o desconocido',
  );
  if (WITH_STATE.has(address?.country ?? '')) {
    need('state', `${where}.state`, address?.state, 'State, or unknown', 'Estado, o desconocido');
    need('zip', `${where}.zip`, address?.zip, 'Postal code, or unknown', 'C.P., o desconocido');
  }
  return found;
}

const said = (subject: SarSubject, keys: readonly (keyof SarSubject)[]): string[] =>
  keys.filter((key) => isFilled(subject[key]));

/** What is filled in of a subject and has no place on the form for its kind. */
const PLACELESS: Readonly<
  Record<NonNullable<SarSubject['kind']>, (subject: SarSubject) => string[]>
> = {
  person: () => [],
  entity: (subject) => said(subject, ['firstName', 'middleName', 'suffix', 'sex', 'birthDate']),
  unknown: ({ kind: _, accounts: __, ...rest }) => said(rest, Object.keys(rest) as never[]),
};

/** What contradicts itself; undefined where nothing does. */
export function contradictionIn(input: SarInput): string | undefined {
  const { from, to, kinds, products, instruments } = input.activity ?? {};
  if (from !== undefined && to !== undefined && to < from) {
    return 'activity whose last day is before the first';
  }
  const { amount, amountUnknown, noAmount } = input.activity ?? {};
  if ([isFilled(amount), amountUnknown, noAmount].filter(Boolean).length > 1) {
    return 'an amount, and that it is unknown or that there is none';
  }
  for (const [index, subject] of (input.subjects ?? []).entries()) {
    const strange = PLACELESS[subject.kind ?? 'person'](subject);
    if (strange.length > 0) return `subjects/${index} of this kind with ${strange.join(', ')}`;
  }
  const twice = (codes: readonly (string | undefined)[]): boolean => {
    const said = codes.filter((code) => code !== undefined);
    return new Set(said).size < said.length;
  };
  if (twice((kinds ?? []).map(({ subtype }) => subtype))) return 'a kind of activity twice';
  if (twice((products ?? []).map(({ code }) => code))) return 'a product twice';
  if (twice((instruments ?? []).map(({ code }) => code))) return 'an instrument twice';
  return undefined;
}
