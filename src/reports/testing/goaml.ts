import type { SarInput, StrInput } from '../goaml/form.ts';

const common = {
  profile: 'ae',
  reportingEntity: 101,
  branch: 'TEST-MAIN',
  reference: 'CASE-2026-0007',
  reportingPerson: {
    firstName: 'Ana',
    lastName: 'Prueba',
    phones: [{ type: 'BU', means: 'L', prefix: '971', number: '5550100' }],
    occupation: 'Compliance officer',
  },
  reason: 'Made-up reason of the report',
  action: 'None yet',
  indicators: ['ACTRC'],
} as const;

/** A client as the unit wants one; nobody like this exists. */
const client = {
  gender: 'M',
  firstName: 'Łukasz',
  lastName: 'Muñoz Inventado',
  birthDate: '1980-05-17',
  idNumber: '000000000000000',
  nationality: 'MX',
  residence: 'AE',
  phones: [{ type: 'PRIVT', means: 'M', prefix: '971', number: '5550199' }],
  identifications: [
    {
      type: 'PASSP',
      number: 'X0000000',
      issued: '2020-01-15',
      expires: '2030-01-14',
      country: 'MX',
    },
  ],
  taxRegistered: true,
};

/** A made-up report on transactions. */
export const STR = {
  ...common,
  transactions: [
    {
      number: 'TXN-1',
      location: 'Main branch',
      description: 'Transfer <made up> & sent',
      date: '2026-10-31',
      time: '14:30:00',
      mode: 'ELCFT',
      modeComment: 'E',
      amountLocal: '120000.01',
      from: { isClient: true, funds: 'CASH', person: client, country: 'AE' },
      to: { funds: 'BANKD', entity: { name: '王 Trading' }, country: 'MX' },
    },
  ],
} as unknown as StrInput;

/** A made-up report on parties. */
export const SAR = {
  ...common,
  parties: [{ isClient: true, person: client, significance: 8, reason: 'Made up' }],
} as unknown as SarInput;
