import type { PetitionInput } from '../letters/petition.ts';
import type { ReleaseInput } from '../letters/release.ts';
import type { SubjectInput } from '../letters/subject-file.ts';

/** Made-up letters; nobody in them exists. */

const person = {
  name: 'María Inventada Prueba',
  address: { street: 'Calle Falsa 123', city: 'Monterrey', postcode: '64000', country: 'MX' },
  phone: '+52 55 0000 0000',
  email: 'maria@example.com',
};
const institution = {
  name: 'Example Bank, N.A.',
  address: { street: '1 Example Street', city: 'Springfield', state: 'VA', country: 'US' },
  contact: {
    name: 'Ana Prueba',
    title: 'Redress officer',
    phone: '555 0100',
    email: 'ana@example.com',
  },
};

export const RELEASE: ReleaseInput = {
  asker: { ...person, capacity: 'the person concerned' },
  concerned: {
    name: person.name,
    birthDate: '1985-03-12',
    document: 'Passport X0000000 (made up)',
  },
  holder: institution,
  property: {
    description: 'Incoming transfer',
    account: '000111222',
    value: { amount: '1500.00', currency: 'USD' },
    blocked: '2026-11-20',
    reference: 'BLK-2026-1',
  },
  listed: { name: 'INVENTADA, Maria', id: 'ofac-00000', programme: 'SDNTK' },
  differences: [
    {
      what: 'Date of birth',
      ours: '12 March 1985',
      listed: '4 July 1961',
      source: 'Passport; list',
    },
    { what: 'Place of birth', ours: 'Monterrey', listed: 'Culiacán' },
  ],
  statement: 'First paragraph of a made-up statement.\nSecond paragraph.',
  enclosures: [{ what: 'Copy of the passport', name: 'passport.pdf', sha256: 'b'.repeat(64) }],
};

export const PETITION: PetitionInput = {
  petitioner: { ...person, capacity: 'attorney of the listed company' },
  authority: 'ofac',
  listed: { name: 'Ejemplo Inventado, S.A.', id: 'ofac-00001', programme: 'ILLICIT-DRUGS-EO14059' },
  listedOn: '2024-05-09',
  grounds: [
    { kind: 'changed', facts: 'The owners sold all shares (made up).', evidence: ['Deed 12345'] },
    { kind: 'remedied', facts: 'An outside auditor was appointed (made up).' },
  ],
  steps: ['Yearly reports to the authority'],
  meeting: 'Yes, to explain the sale.',
  enclosures: [{ what: 'Deed of sale' }],
};

export const SUBJECT: SubjectInput = {
  reference: 'Q-2026-3',
  person,
  institution,
  held: [
    { kind: 'account', description: 'Savings account ending 222', since: '2019-01-02' },
    {
      kind: 'blocked',
      description: 'Incoming transfer',
      since: '2026-11-20',
      value: { amount: '1500.00', currency: 'USD' },
      keptUntil: '2036-11-20',
    },
  ],
  reasons: [
    { kind: 'similar', list: 'OFAC SDN list', entry: 'INVENTADA, Maria', date: '2026-11-20' },
  ],
  decision: { day: '2026-11-20', by: 'Sanctions office', second: true },
  routes: ['institution', 'ofac-release', 'ofac-petition'],
  clocks: [{ what: 'We answer a complaint', until: '2026-12-20' }],
};
