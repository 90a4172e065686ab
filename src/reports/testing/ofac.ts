import type { AnnualInput, BlockedInput, RejectedInput, UnblockedInput } from '../ofac/forms.ts';

/** Made-up reports; nobody and nothing in them exists. */

const holder = {
  name: 'Example Bank, N.A.',
  address: { street: '1 Example Street', city: 'Springfield', state: 'VA', country: 'US' },
  contact: { name: 'Ana Prueba', title: 'Officer', phone: '555 0100', email: 'ana@example.com' },
};
const property = {
  kind: 'transfer' as const,
  description: 'Incoming transfer of a made-up amount',
  location: 'Blocked account at Example Bank, N.A.',
  account: '000111222',
};
const money = (amount: string, currency = 'USD') => ({ amount, currency });
const copy = { name: 'mt103.txt', sha256: 'a'.repeat(64) };

export const BLOCKED: BlockedInput = {
  reference: 'BLK-2026-1',
  holder,
  target: { name: 'Ejemplo Inventado, S.A.', listing: 'ofac-00000', programme: 'SDGT' },
  property,
  blocked: '2026-11-20',
  value: money('1234567.89', 'MXN'),
  valueUsd: '67890.12',
  authority: 'EO 13224; 31 CFR part 594',
  attachments: [copy],
};

export const UNBLOCKED: UnblockedInput = {
  reference: 'REL-2026-1',
  priorReference: 'BLK-2026-1',
  blocked: '2026-11-20',
  holder,
  target: BLOCKED.target ?? {},
  property,
  action: 'unblocked',
  day: '2026-11-25',
  how: 'mistaken-identity',
  value: money('1234567.89', 'MXN'),
  valueUsd: '67890.12',
  authority: '31 CFR 501.806',
};

export const REJECTED: RejectedInput = {
  reference: 'REJ-2026-1',
  rejecter: holder,
  rejected: '2026-11-20',
  why: 'The beneficiary bank is named in an order under 21 USC 2313a (made up).',
  authority: '21 USC 2313a',
  transaction: {
    date: '2026-11-19',
    description: 'Payment of an invoice',
    value: money('9000.00'),
    parties: [
      { role: 'originator', name: 'Иван Ейемпло', country: 'MX' },
      { role: 'beneficiary', name: 'Example Goods LLC', country: 'US' },
    ],
    banks: [{ role: 'originator bank', name: 'Banco Inventado', bic: 'XXXXMXMM' }],
  },
  valueUsd: '9000.00',
  attachments: [copy],
};

const block = {
  target: 'Ejemplo Inventado, S.A.',
  programme: 'SDGT',
  kind: 'account' as const,
  description: 'Balance of an account',
  blocked: '2025-03-01',
  value: money('100.10'),
  valueUsd: '100.10',
};

export const ANNUAL: AnnualInput = {
  year: 2026,
  holder,
  blocks: [
    { id: 'B1', ...block, account: '111' },
    { id: 'B2', ...block, blocked: '2026-06-30', value: money('50.005', 'EUR'), valueUsd: '54.01' },
    { id: 'B3', ...block, blocked: '2026-07-01' },
    { id: 'B4', ...block, left: '2026-06-30' },
    { id: 'B5', ...block, left: '2026-07-01' },
    { id: 'B6', ...block, licensed: true },
    {
      id: 'B7',
      ...block,
      omnibus: true,
      valueUsd: '30.3',
      parts: [
        { target: 'First Inventada', value: money('10.10'), valueUsd: '10.10' },
        { target: 'Second Inventado', value: money('20.20'), valueUsd: '20.20', account: '222' },
      ],
    },
  ],
};
