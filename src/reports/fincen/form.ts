import type { Static } from 'typebox';
import { asIs } from '../fields.ts';
import {
  amount,
  asked,
  choice,
  coded,
  country,
  day,
  form,
  line,
  list,
  prose,
  yesNo,
} from '../form.ts';
import { CODES, SUBTYPES } from './codes.ts';

/**
 * What FinCEN's suspicious activity report asks for. Lengths are those of the schema, in
 * characters; where the form has an "unknown" box, `unknown` names the fields it is ticked for.
 */

const digits = (max: number, en: string, es: string) => coded(`^[0-9]{1,${max}}$`, en, es);
const number25 = (en: string, es: string) => line(25, en, es);

const address = form('Address', 'Domicilio', {
  street: asked(line(100, 'Street address', 'Calle y número')),
  city: asked(line(50, 'City', 'Ciudad')),
  state: coded('^[A-Z]{2,3}$', 'State code', 'Clave del estado'),
  zip: coded('^[0-9A-Z]{1,9}$', 'ZIP or postal code, no hyphen', 'Código postal, sin guion'),
  country: asked(country()),
});

/** The same of a subject, of whom any part may be unknown. */
const subjectAddress = form('Address', 'Domicilio', {
  street: line(100, 'Street address', 'Calle y número'),
  city: line(50, 'City', 'Ciudad'),
  state: coded('^[A-Z]{2,3}$', 'State code', 'Clave del estado'),
  zip: coded('^[0-9A-Z]{1,9}$', 'ZIP or postal code, no hyphen', 'Código postal, sin guion'),
  country: country(),
});

const telephone = {
  phone: asked(digits(16, 'Telephone, digits only', 'Teléfono, solo dígitos')),
  extension: digits(6, 'Extension', 'Extensión'),
};

const organisation = form('Type of institution', 'Tipo de institución', {
  type: asked(choice(asIs(CODES.organisations), 'Type', 'Tipo')),
  subtype: choice(asIs(CODES.organisationSubtypes), 'Subtype', 'Subtipo'),
  otherType: line(50, 'Other type, in words', 'Otro tipo, en palabras'),
  otherSubtype: line(50, 'Other subtype, in words', 'Otro subtipo, en palabras'),
});

const institution = {
  name: asked(line(150, 'Legal name', 'Denominación legal')),
  alternateName: line(150, 'Alternate name', 'Nombre comercial'),
  regulator: asked(
    choice(asIs(CODES.regulators), 'Primary federal regulator', 'Regulador federal principal'),
  ),
  tin: asked(digits(25, 'Taxpayer number', 'Número de contribuyente')),
  tinType: asked(
    choice(
      { '1': { en: 'SSN/ITIN', es: 'SSN/ITIN' }, '2': { en: 'EIN', es: 'EIN' } },
      'Kind of taxpayer number',
      'Clase de número de contribuyente',
    ),
  ),
  rssd: digits(25, 'RSSD number', 'Número RSSD'),
  controlNumber: number25('Internal control number', 'Número de control interno'),
  organisation: asked(organisation),
  address: asked(address),
};

const location = form('Institution where it happened', 'Institución donde ocurrió', {
  ...institution,
  loss: amount('Loss to the institution, US dollars', 'Pérdida de la institución, dólares'),
  role: choice(
    {
      selling: { en: 'Selling location', es: 'Lugar de venta' },
      paying: { en: 'Paying location', es: 'Lugar de pago' },
      both: { en: 'Both', es: 'Ambos' },
    },
    'Role in the transaction',
    'Papel en la operación',
  ),
  branches: list(
    99,
    'Branches',
    'Sucursales',
    form('Branch', 'Sucursal', {
      address: asked(address),
      rssd: digits(25, 'RSSD number', 'Número RSSD'),
    }),
  ),
});

const identification = form('Form of identification', 'Documento de identidad', {
  type: asked(
    choice(
      asIs({
        '5': "Driver's license/State ID",
        '6': 'Passport',
        '7': 'Alien registration',
        '999': 'Other',
      }),
      'Type',
      'Tipo',
    ),
  ),
  otherType: line(50, 'Other type, in words', 'Otro tipo, en palabras'),
  number: asked(number25('Number', 'Número')),
  state: coded('^[A-Z]{2,3}$', 'Issuing state', 'Estado emisor'),
  country: country('Issuing country', 'País emisor'),
});

const RELATIONSHIPS = {
  accountant: { en: 'Accountant', es: 'Contador' },
  agent: { en: 'Agent', es: 'Agente' },
  appraiser: { en: 'Appraiser', es: 'Valuador' },
  attorney: { en: 'Attorney', es: 'Abogado' },
  borrower: { en: 'Borrower', es: 'Deudor' },
  customer: { en: 'Customer', es: 'Cliente' },
  director: { en: 'Director', es: 'Consejero' },
  employee: { en: 'Employee', es: 'Empleado' },
  none: { en: 'No relationship', es: 'Ninguna relación' },
  officer: { en: 'Officer', es: 'Funcionario' },
  owner: { en: 'Owner or controlling shareholder', es: 'Dueño o accionista de control' },
} as const;

const relationship = form('Relationship to an institution', 'Relación con una institución', {
  institutionTin: asked(
    number25("The institution's taxpayer number", 'Número de contribuyente de la institución'),
  ),
  kinds: asked(list(11, 'Kinds', 'Clases', choice(RELATIONSHIPS, 'Kind', 'Clase'))),
  other: line(50, 'Other relationship, in words', 'Otra relación, en palabras'),
});

const account = form('Account', 'Cuenta', {
  institutionTin: number25(
    'Taxpayer number of the institution that has the account',
    'Número de contribuyente de la institución de la cuenta',
  ),
  number: asked(line(40, 'Account number', 'Número de cuenta')),
  closed: yesNo('Closed', 'Cerrada'),
  nonUs: yesNo('Institution outside the United States', 'Institución fuera de Estados Unidos'),
});

const UNKNOWN = {
  name: { en: 'Last name, or name of the entity', es: 'Apellido, o denominación' },
  firstName: { en: 'First name', es: 'Nombre' },
  birthDate: { en: 'Date of birth', es: 'Fecha de nacimiento' },
  sex: { en: 'Gender', es: 'Sexo' },
  street: { en: 'Street address', es: 'Calle y número' },
  city: { en: 'City', es: 'Ciudad' },
  state: { en: 'State', es: 'Estado' },
  zip: { en: 'ZIP or postal code', es: 'Código postal' },
  country: { en: 'Country', es: 'País' },
  tin: { en: 'Taxpayer number', es: 'Número de contribuyente' },
  identification: { en: 'Form of identification', es: 'Documento de identidad' },
} as const;
export type UnknownField = keyof typeof UNKNOWN;

const subject = form('Subject', 'Persona reportada', {
  kind: asked(
    choice(
      {
        person: { en: 'Individual', es: 'Persona física' },
        entity: { en: 'Entity', es: 'Persona moral' },
        unknown: {
          en: 'All critical information is unavailable',
          es: 'Falta toda la información esencial',
        },
      },
      'Kind',
      'Clase',
    ),
  ),
  unknown: list(
    11,
    'Ticked as unknown',
    'Marcado como desconocido',
    choice(UNKNOWN, 'Field', 'Campo'),
  ),
  name: line(150, 'Last name, or name of the entity', 'Apellidos, o denominación'),
  firstName: line(35, 'First name', 'Nombre'),
  middleName: line(35, 'Middle name', 'Segundo nombre'),
  suffix: line(35, 'Suffix', 'Sufijo'),
  otherNames: list(99, 'Other names', 'Otros nombres', line(150, 'Name', 'Nombre')),
  sex: choice(
    { female: { en: 'Female', es: 'Mujer' }, male: { en: 'Male', es: 'Hombre' } },
    'Gender',
    'Sexo',
  ),
  birthDate: coded(
    '^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$',
    'Date of birth, or its year, or year and month',
    'Fecha de nacimiento, o su año, o año y mes',
  ),
  occupation: line(50, 'Occupation or business', 'Ocupación o giro'),
  naics: digits(6, 'NAICS code', 'Código NAICS'),
  tin: number25('Taxpayer number', 'Número de contribuyente'),
  tinType: choice(
    asIs({ '1': 'SSN/ITIN', '2': 'EIN', '9': 'Foreign' }),
    'Kind of taxpayer number',
    'Clase de número de contribuyente',
  ),
  identifications: list(97, 'Forms of identification', 'Documentos', identification),
  addresses: list(99, 'Addresses', 'Domicilios', subjectAddress),
  phones: list(
    99,
    'Telephones',
    'Teléfonos',
    form('Telephone', 'Teléfono', {
      type: choice(asIs(CODES.phones), 'Kind', 'Clase'),
      ...telephone,
    }),
  ),
  emails: list(99, 'Emails', 'Correos', line(517, 'Email', 'Correo')),
  websites: list(99, 'Websites', 'Sitios web', line(517, 'Website', 'Sitio web')),
  relationships: list(99, 'Relationships', 'Relaciones', relationship),
  accounts: list(99, 'Accounts involved', 'Cuentas involucradas', account),
  role: choice(
    {
      sender: { en: 'Purchaser or sender', es: 'Comprador o remitente' },
      receiver: { en: 'Payee or receiver', es: 'Beneficiario o destinatario' },
      both: { en: 'Both', es: 'Ambos' },
    },
    'Role',
    'Papel',
  ),
  confessed: yesNo('Admitted or confessed', 'Admitió o confesó'),
});

const activity = form('Suspicious activity', 'Operación sospechosa', {
  from: asked(day('First day', 'Primer día')),
  to: day('Last day', 'Último día'),
  amount: amount('Amount involved, US dollars', 'Importe involucrado, dólares'),
  amountUnknown: yesNo('Amount unknown', 'Importe desconocido'),
  noAmount: yesNo('No amount involved', 'Sin importe'),
  cumulative: amount(
    'Cumulative amount of continuing activity, US dollars',
    'Importe acumulado de actividad continua, dólares',
  ),
  kinds: asked(
    list(
      99,
      'Kinds of activity',
      'Clases de operación',
      form('Kind', 'Clase', {
        subtype: asked(choice(asIs(SUBTYPES), 'Subtype', 'Subtipo')),
        other: line(50, 'Other, in words', 'Otra, en palabras'),
      }),
    ),
  ),
  products: list(
    20,
    'Products',
    'Productos',
    form('Product', 'Producto', {
      code: asked(choice(asIs(CODES.products), 'Product', 'Producto')),
      other: line(50, 'Other, in words', 'Otro, en palabras'),
    }),
  ),
  instruments: list(
    10,
    'Instruments',
    'Instrumentos',
    form('Instrument', 'Instrumento', {
      code: asked(choice(asIs(CODES.instruments), 'Instrument', 'Instrumento')),
      other: line(50, 'Other, in words', 'Otro, en palabras'),
    }),
  ),
  ipAddresses: list(
    99,
    'IP addresses',
    'Direcciones IP',
    form('IP address', 'Dirección IP', {
      address: asked(line(39, 'Address', 'Dirección')),
      date: day('Day', 'Día'),
    }),
  ),
  cyberEvents: list(
    99,
    'Cyber events',
    'Eventos cibernéticos',
    form('Cyber event', 'Evento cibernético', {
      type: asked(choice(asIs(CODES.cyberEvents), 'Type', 'Tipo')),
      other: line(50, 'Other, in words', 'Otro, en palabras'),
      value: asked(line(4_000, 'Value', 'Valor')),
      date: day('Day', 'Día'),
    }),
  ),
});

/** The whole form. One input is one report: a batch of one. */
export const SAR_FORM = form('Suspicious activity report', 'Reporte de operación sospechosa', {
  kind: asked(
    choice(
      {
        initial: { en: 'Initial report', es: 'Reporte inicial' },
        correction: { en: 'Corrects or amends', es: 'Corrige o modifica' },
        continuing: { en: 'Continuing activity', es: 'Actividad continua' },
      },
      'Kind of filing',
      'Clase de presentación',
    ),
  ),
  filingDate: day(
    'Day of filing; else the day of the document',
    'Día de presentación; si no, el del documento',
  ),
  joint: yesNo('Joint report', 'Reporte conjunto'),
  priorBsaId: digits(14, 'BSA identifier of the prior report', 'Folio BSA del reporte anterior'),
  noteToFincen: line(
    50,
    'Note to FinCEN (field 2): the key term of an advisory',
    'Nota a FinCEN (campo 2): la clave de un aviso',
  ),
  transmitter: asked(
    form('Transmitter', 'Transmisor', {
      name: asked(line(150, 'Name', 'Nombre')),
      contactName: asked(line(150, 'Contact', 'Contacto')),
      tin: asked(digits(25, 'Taxpayer number', 'Número de contribuyente')),
      controlCode: asked(
        coded('^[0-9A-Z]{1,25}$', 'Transmitter control code', 'Clave de transmisor'),
      ),
      ...telephone,
      address: asked(address),
    }),
  ),
  filer: asked(form('Filing institution', 'Institución que reporta', institution)),
  contact: asked(
    form('Contact for assistance', 'Oficina de contacto', {
      office: asked(line(150, 'Office', 'Oficina')),
      ...telephone,
    }),
  ),
  lawEnforcement: form('Authority that was contacted', 'Autoridad contactada', {
    agency: asked(line(150, 'Agency', 'Autoridad')),
    person: line(150, 'Name of the person', 'Nombre de la persona'),
    phone: digits(16, 'Telephone, digits only', 'Teléfono, solo dígitos'),
    date: day('Day', 'Día'),
  }),
  locations: asked(list(99, 'Where it happened', 'Dónde ocurrió', location)),
  subjects: asked(list(999, 'Subjects', 'Personas reportadas', subject)),
  activity: asked(activity),
  attachment: line(150, 'Name of the attached CSV file', 'Nombre del archivo CSV adjunto'),
  narrative: asked(prose(17_000, 'Narrative', 'Narrativa')),
});

export type SarInput = Static<typeof SAR_FORM>;
export type SarSubject = NonNullable<SarInput['subjects']>[number];
export type SarInstitution = NonNullable<SarInput['filer']>;
export type SarLocation = NonNullable<SarInput['locations']>[number];
export type SarAddress = NonNullable<SarInstitution['address']>;
