import type { SarInput } from '../fincen/form.ts';

/** A made-up report; nobody in it exists. */
export const SAR: SarInput = {
  kind: 'initial',
  noteToFincen: 'EXAMPLE2313a FIN-2025',
  transmitter: {
    name: 'Example Bank',
    contactName: 'Transmission Desk',
    tin: '000000001',
    controlCode: 'PTESTCOD',
    phone: '5550100000',
    address: {
      street: '1 Example Street',
      city: 'Springfield',
      state: 'VA',
      zip: '22150',
      country: 'US',
    },
  },
  filer: {
    name: 'Example Bank, N.A.',
    alternateName: 'Example Bank',
    regulator: '4',
    tin: '000000001',
    tinType: '2',
    rssd: '1000001',
    controlNumber: 'CASE-2026-0007',
    organisation: { type: '2' },
    address: {
      street: '1 Example Street',
      city: 'Springfield',
      state: 'VA',
      zip: '22150',
      country: 'US',
    },
  },
  contact: { office: 'Financial Crimes Unit', phone: '5550100001', extension: '12' },
  locations: [
    {
      name: 'Example Bank, N.A.',
      regulator: '4',
      tin: '000000001',
      tinType: '2',
      organisation: { type: '2' },
      address: {
        street: '2 Border Road',
        city: 'Laredo',
        state: 'TX',
        zip: '78040',
        country: 'US',
      },
      branches: [
        {
          address: {
            street: '2 Border Road',
            city: 'Laredo',
            state: 'TX',
            zip: '78040',
            country: 'US',
          },
          rssd: '1000002',
        },
      ],
    },
  ],
  subjects: [
    {
      kind: 'person',
      unknown: ['tin', 'identification', 'zip'],
      name: 'Prueba Inventada',
      firstName: 'José',
      otherNames: ['El Ejemplo'],
      sex: 'male',
      birthDate: '1980-05',
      addresses: [{ street: 'Calle Falsa 123', city: 'Culiacán', state: 'SIN', country: 'MX' }],
      accounts: [{ institutionTin: '000000001', number: '000111222' }],
      relationships: [{ institutionTin: '000000001', kinds: ['customer'] }],
      role: 'sender',
    },
    { kind: 'unknown' },
  ],
  activity: {
    from: '2026-09-01',
    to: '2026-10-31',
    amount: '250000.01',
    kinds: [{ subtype: '805' }, { subtype: '701' }, { subtype: '8999', other: 'Fuel invoices' }],
    products: [{ code: '46' }],
    instruments: [{ code: '33' }],
  },
  narrative: 'First paragraph, made up.\n\nSecond paragraph: $250,000.01 <in> parts & pieces.',
};
