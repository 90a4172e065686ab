import type { Static } from 'typebox';
import { money, postalAddress } from '../fields.ts';
import {
  asked,
  choice,
  day,
  form,
  isFilled,
  line,
  list,
  type Missing,
  prose,
  whole,
  yesNo,
} from '../form.ts';
import {
  attachments,
  authority,
  holder,
  property,
  propertyKind,
  reference,
  target,
  transaction,
  value,
  valueUsd,
} from './fields.ts';

export const BLOCKED_FORM = form('Blocked property', 'Bienes bloqueados', {
  reference: asked(reference()),
  holder: asked(holder()),
  target: asked(target()),
  property: asked(property()),
  blocked: asked(day('Day of blocking', 'Día del bloqueo')),
  value: asked(value()),
  valueUsd: asked(valueUsd()),
  authority: asked(authority()),
  transaction: transaction(),
  attachments: attachments(),
});

const HOW = {
  delisted: { en: 'The party was removed from the list', es: 'Se retiró de la lista' },
  'general-licence': { en: 'General licence', es: 'Licencia general' },
  'specific-licence': { en: 'Specific licence', es: 'Licencia específica' },
  'mistaken-identity': {
    en: 'Mistaken identity (31 CFR 501.806)',
    es: 'Identidad equivocada (31 CFR 501.806)',
  },
  order: { en: 'Order of a court or authority', es: 'Orden de tribunal o autoridad' },
  other: { en: 'Other', es: 'Otro' },
} as const;

export const UNBLOCKED_FORM = form('Unblocked or transferred property', 'Bienes liberados', {
  reference: asked(reference()),
  priorReference: asked(line(100, 'Reference of the report of blocking', 'Referencia del bloqueo')),
  blocked: asked(day('Day of blocking', 'Día del bloqueo')),
  holder: asked(holder()),
  target: asked(target()),
  property: asked(property()),
  action: asked(
    choice(
      {
        unblocked: { en: 'Unblocked', es: 'Liberados' },
        transferred: { en: 'Transferred', es: 'Transferidos' },
      },
      'What was done',
      'Qué se hizo',
    ),
  ),
  day: asked(day('Day', 'Día')),
  how: asked(choice(HOW, 'On what ground', 'Con qué fundamento')),
  ground: line(300, 'Number of the licence, or the order', 'Número de licencia, u orden'),
  value: asked(value()),
  valueUsd: asked(valueUsd()),
  authority: asked(authority()),
  recipient: form('Who has it now', 'Quién los tiene ahora', {
    name: asked(line(500, 'Name', 'Nombre')),
    institution: line(255, 'Institution', 'Institución'),
    account: line(100, 'Account or wallet', 'Cuenta o monedero'),
    address: postalAddress(),
  }),
  attachments: attachments(),
});

export const REJECTED_FORM = form('Rejected transaction', 'Operación rechazada', {
  reference: asked(reference()),
  rejecter: asked(holder('Who rejected it', 'Quién la rechazó')),
  rejected: asked(day('Day of rejection', 'Día del rechazo')),
  why: asked(prose(4_000, 'Why it was rejected', 'Por qué se rechazó')),
  party: line(500, 'Sanctioned party or country', 'Persona o país sancionado'),
  listing: line(100, 'Id of the listing', 'Folio en la lista'),
  authority: asked(authority()),
  transaction: asked(transaction()),
  valueUsd: asked(valueUsd()),
  attachments: asked(attachments()),
});

/** A block as the annual report looks at it: what was blocked, and whether it still is. */
const block = form('Block', 'Bloqueo', {
  id: asked(line(100, 'Own reference', 'Referencia propia')),
  target: asked(line(500, 'Party whose property it is', 'Persona titular')),
  programme: asked(line(200, 'Programme', 'Programa')),
  kind: asked(propertyKind()),
  description: asked(line(1_000, 'Description', 'Descripción')),
  location: line(300, 'Where it is', 'Dónde está'),
  account: line(100, 'Account or wallet', 'Cuenta o monedero'),
  blocked: asked(day('Day of blocking', 'Día del bloqueo')),
  value: asked(money('Value on 30 June', 'Valor al 30 de junio')),
  valueUsd: asked(valueUsd()),
  left: day('Day of unblocking or transfer', 'Día de liberación o transferencia'),
  licensed: yesNo('Under a licence on 30 June', 'Con licencia al 30 de junio'),
  omnibus: yesNo('An omnibus account', 'Una cuenta ómnibus'),
  parts: list(
    10_000,
    'What an omnibus account consists of',
    'Lo que integra una cuenta ómnibus',
    form('Part', 'Parte', {
      target: asked(line(500, 'Party', 'Persona')),
      account: line(100, 'Account or wallet', 'Cuenta o monedero'),
      value: asked(money('Value on 30 June', 'Valor al 30 de junio')),
      valueUsd: asked(valueUsd()),
    }),
  ),
});

export const ANNUAL_FORM = form('Annual report of blocked property', 'Informe anual', {
  year: asked(whole(2_000, 2_099, 'Year, as of 30 June', 'Año, al 30 de junio')),
  amends: line(100, 'ARBP id of the report that it amends', 'Folio ARBP del informe que modifica'),
  holder: asked(holder()),
  blocks: asked(list(20_000, 'Blocks', 'Bloqueos', block)),
});

export type BlockedInput = Static<typeof BLOCKED_FORM>;
export type UnblockedInput = Static<typeof UNBLOCKED_FORM>;
export type RejectedInput = Static<typeof REJECTED_FORM>;
export type AnnualInput = Static<typeof ANNUAL_FORM>;
export type BlockInput = NonNullable<AnnualInput['blocks']>[number];

type Target = Static<ReturnType<typeof target>>;

/** Of the party either its listing is said, or why it is blocked without one. */
export function missingOfTarget(of: Target | undefined): Missing[] {
  if (of === undefined || isFilled(of.listing) || isFilled(of.unlistedBecause)) return [];
  return [
    {
      path: 'target.listing',
      label: {
        en: 'Id of the listing, or why it is blocked without one',
        es: 'Folio en la lista, o por qué está bloqueada sin figurar',
      },
    },
  ];
}

/** A licence or an order has a number. */
export function missingOfUnblocked(input: UnblockedInput): Missing[] {
  const { how, ground, action, recipient } = input;
  const found = missingOfTarget(input.target);
  const isNumbered = how !== undefined && how !== 'delisted' && how !== 'mistaken-identity';
  if (isNumbered && !isFilled(ground)) {
    const label = { en: 'Number of the licence, or the order', es: 'Número de licencia, u orden' };
    found.push({ path: 'ground', label });
  }
  if (action === 'transferred' && !isFilled(recipient)) {
    found.push({ path: 'recipient', label: { en: 'Who has it now', es: 'Quién los tiene ahora' } });
  }
  return found;
}

/** Instructions of a transaction go with the report of what was blocked in it. */
export function missingOfBlocked(input: BlockedInput): Missing[] {
  const found = missingOfTarget(input.target);
  if (isFilled(input.transaction) && !isFilled(input.attachments)) {
    const label = {
      en: 'A copy of the payment or transfer instructions',
      es: 'Una copia de las instrucciones de pago o transferencia',
    };
    found.push({ path: 'attachments', label });
  }
  return found;
}
