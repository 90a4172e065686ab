import type { Static } from 'typebox';
import { asIs } from '../fields.ts';
import {
  amount,
  asked,
  choice,
  coded,
  day,
  form,
  line,
  list,
  prose,
  whole,
  yesNo,
} from '../form.ts';
import { type CodeList, codesOf, PROFILES } from './profiles.ts';

/** What a goAML report asks for. Lengths are those of schema 5.0.2, in characters. */

const code = (of: CodeList, en: string, es: string) => ({
  ...choice(asIs(codesOf(of)), en, es),
  list: of,
});
const country = (en = 'Country', es = 'País') => code('countries', en, es);
const currency = () => code('currencies', 'Currency', 'Moneda');
const moment = {
  date: asked(day('Day', 'Día')),
  time: coded('^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$', 'Time of day', 'Hora'),
};

const address = form('Address', 'Domicilio', {
  type: asked(code('contacts', 'Type', 'Tipo')),
  street: asked(line(100, 'Street and number', 'Calle y número')),
  city: asked(line(255, 'City', 'Ciudad')),
  postcode: line(10, 'Postal code', 'Código postal'),
  country: asked(country()),
  state: asked(line(255, 'State or province', 'Estado o provincia')),
});

const telephone = form('Telephone', 'Teléfono', {
  type: asked(code('contacts', 'Type', 'Tipo')),
  means: asked(code('communications', 'Means', 'Medio')),
  prefix: coded('^[0-9]{1,4}$', 'Country prefix', 'Prefijo de país'),
  number: asked(line(50, 'Number', 'Número')),
  extension: line(10, 'Extension', 'Extensión'),
});

const email = coded(
  '^[_a-zA-Z0-9+-]+(\\.[_a-zA-Z0-9+-]+)*@[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)*\\.[a-zA-Z]{2,15}$',
  'Email',
  'Correo electrónico',
);

const identification = form('Identification', 'Identificación', {
  type: asked(code('identifications', 'Type', 'Tipo')),
  number: asked(line(255, 'Number', 'Número')),
  issued: asked(day('Issued', 'Expedición')),
  expires: asked(day('Expires', 'Vencimiento')),
  issuedBy: line(255, 'Issued by', 'Expedido por'),
  country: asked(country('Issuing country', 'País emisor')),
});

const GENDERS = asIs({ F: 'F', M: 'M', '-': '-' });

const person = form('Person', 'Persona física', {
  gender: choice(GENDERS, 'Gender', 'Sexo'),
  title: line(30, 'Title', 'Título'),
  firstName: asked(line(100, 'First name', 'Nombre')),
  // The three names together must fit into the 255 of `full_name_frn`.
  middleName: line(50, 'Middle name', 'Segundo nombre'),
  lastName: asked(line(100, 'Last name', 'Apellidos')),
  birthDate: day('Date of birth', 'Fecha de nacimiento'),
  birthPlace: line(255, 'Place of birth', 'Lugar de nacimiento'),
  alias: line(100, 'Alias', 'Alias'),
  idNumber: line(255, 'Identity number', 'Número de identidad'),
  nationality: country('Nationality as documented', 'Nacionalidad según documento'),
  residence: country('Country of residence', 'País de residencia'),
  phones: list(20, 'Telephones', 'Teléfonos', telephone),
  addresses: list(20, 'Addresses', 'Domicilios', address),
  occupation: line(255, 'Occupation', 'Ocupación'),
  identifications: list(20, 'Identifications', 'Identificaciones', identification),
  taxNumber: line(100, 'Tax number', 'Número fiscal'),
  taxRegistered: yesNo('Registered for tax', 'Con registro fiscal'),
  comments: prose(7_000, 'Comments', 'Comentarios'),
});

const entity = form('Entity', 'Persona moral', {
  name: asked(line(255, 'Name', 'Denominación')),
  commercialName: line(255, 'Commercial name', 'Nombre comercial'),
  legalForm: code('legalForms', 'Legal form', 'Forma legal'),
  number: line(50, 'Number of incorporation', 'Número de constitución'),
  business: line(255, 'Business', 'Giro'),
  addresses: list(20, 'Addresses', 'Domicilios', address),
  phones: list(20, 'Telephones', 'Teléfonos', telephone),
  state: line(255, 'State of incorporation', 'Estado de constitución'),
  country: country('Country of incorporation', 'País de constitución'),
  directors: list(
    50,
    'Directors',
    'Administradores',
    form('Director', 'Administrador', {
      person: asked(person),
      role: asked(code('entityRoles', 'Role', 'Cargo')),
    }),
  ),
  incorporated: day('Day of incorporation', 'Fecha de constitución'),
  taxNumber: line(100, 'Tax number', 'Número fiscal'),
  taxRegistered: yesNo('Registered for tax', 'Con registro fiscal'),
  comments: prose(7_000, 'Comments', 'Comentarios'),
});

const account = form('Account', 'Cuenta', {
  institution: line(255, 'Institution', 'Institución'),
  institutionCode: asked(line(50, 'Code of the institution', 'Clave de la institución')),
  nonBank: yesNo('Not a bank', 'No es banco'),
  branch: line(255, 'Branch', 'Sucursal'),
  number: asked(line(255, 'Account number', 'Número de cuenta')),
  currency: currency(),
  name: asked(line(255, 'Name of the account', 'Nombre de la cuenta')),
  iban: coded('^[A-Z]{2}[0-9]{2}[0-9A-Z]{8,30}$', 'IBAN', 'IBAN'),
  type: code('accountTypes', 'Type', 'Tipo'),
  holder: entity,
  signatories: list(
    50,
    'Signatories',
    'Firmantes',
    form('Signatory', 'Firmante', {
      person: asked(person),
      role: asked(code('accountRoles', 'Role', 'Carácter')),
    }),
  ),
  opened: day('Opened', 'Apertura'),
  balance: form('Balance', 'Saldo', {
    amount: asked(amount('Amount', 'Importe')),
    date: asked(day('Day', 'Día')),
  }),
  status: code('accountStatuses', 'Status', 'Estado'),
  beneficiary: line(50, 'Beneficiary', 'Beneficiario'),
  comments: prose(7_000, 'Comments', 'Comentarios'),
});

/** Exactly one of the three. */
const who = { person, entity, account };

const side = (en: string, es: string) =>
  form(en, es, {
    isClient: yesNo('A client of the reporting entity', 'Es cliente de quien reporta'),
    funds: asked(code('funds', 'Kind of funds', 'Clase de fondos')),
    fundsComment: line(255, 'Comment on the funds', 'Comentario sobre los fondos'),
    foreign: form('Foreign currency', 'Moneda extranjera', {
      currency: asked(currency()),
      amount: asked(amount('Amount', 'Importe')),
      rate: amount('Exchange rate', 'Tipo de cambio'),
    }),
    ...who,
    country: asked(country()),
  });

const transaction = form('Transaction', 'Operación', {
  number: asked(line(100, 'Transaction number', 'Número de operación')),
  internalNumber: line(100, 'Internal reference', 'Referencia interna'),
  location: asked(line(255, 'Where', 'Lugar')),
  description: asked(prose(8_000, 'Description', 'Descripción')),
  ...moment,
  mode: asked(code('modes', 'How it was done', 'Medio')),
  modeComment: asked(
    coded('^[A-Z0-9]$', 'Comment on that, one character', 'Comentario, un carácter'),
  ),
  amountLocal: asked(amount('Amount in local money', 'Importe en moneda local')),
  from: asked(side('From', 'De')),
  to: asked(side('To', 'A')),
  comments: prose(8_000, 'Comments', 'Comentarios'),
});

const party = form('Party', 'Parte', {
  isClient: yesNo('A client of the reporting entity', 'Es cliente de quien reporta'),
  ...who,
  significance: whole(0, 10, 'Significance, 0 to 10', 'Importancia, 0 a 10'),
  reason: asked(prose(8_000, 'Reason', 'Motivo')),
  comments: prose(8_000, 'Comments', 'Comentarios'),
});

const PROFILE_NAMES = Object.fromEntries([...PROFILES].map(([id, { name }]) => [id, name]));

/** What both reports ask for. */
const common = {
  profile: asked(choice(PROFILE_NAMES, 'Financial intelligence unit', 'Unidad de inteligencia')),
  reportingEntity: asked(
    whole(1, 2_147_483_647, 'Number of the reporting entity', 'Número de quien reporta'),
  ),
  branch: line(255, 'Branch', 'Sucursal'),
  reference: asked(line(255, 'Own reference', 'Referencia propia')),
  unitReference: line(255, "The unit's reference", 'Referencia de la unidad'),
  reportingPerson: asked(
    form('Reporting person', 'Persona que reporta', {
      gender: choice(GENDERS, 'Gender', 'Sexo'),
      firstName: asked(line(100, 'First name', 'Nombre')),
      lastName: asked(line(100, 'Last name', 'Apellidos')),
      phones: list(5, 'Telephones', 'Teléfonos', telephone),
      email,
      occupation: line(255, 'Position', 'Cargo'),
    }),
  ),
  location: address,
  reason: asked(prose(8_000, 'Reason of the report', 'Motivo del reporte')),
  action: prose(8_000, 'Action taken', 'Medidas tomadas'),
  indicators: asked(
    list(50, 'Indicators', 'Indicadores', code('indicators', 'Indicator', 'Indicador')),
  ),
};

export const STR_FORM = form('Suspicious transaction report', 'Reporte de operación sospechosa', {
  ...common,
  transactions: asked(list(1_000, 'Transactions', 'Operaciones', transaction)),
});

export const SAR_FORM = form('Suspicious activity report', 'Reporte de actividad sospechosa', {
  ...common,
  parties: asked(list(1_000, 'Parties', 'Partes', party)),
});

export type StrInput = Static<typeof STR_FORM>;
export type SarInput = Static<typeof SAR_FORM>;
export type Common = Omit<StrInput, 'transactions'>;
export type Transaction = NonNullable<StrInput['transactions']>[number];
export type Side = NonNullable<Transaction['from']>;
export type Party = NonNullable<SarInput['parties']>[number];
export type Person = NonNullable<Side['person']>;
export type Entity = NonNullable<Side['entity']>;
export type Account = NonNullable<Side['account']>;
export type Address = NonNullable<Entity['addresses']>[number];
export type Telephone = NonNullable<Entity['phones']>[number];
export type Identification = NonNullable<Person['identifications']>[number];
