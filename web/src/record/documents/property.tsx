import type { FieldSpec, Typed } from '../FieldsForm.tsx';
import type { PropertyRecord } from '../wire.ts';
import type { Asking, DocumentKind, Telling } from './kind.ts';
import { entryInWords, Ledger } from './Ledger.tsx';

const STATES = ['held', 'rejected', 'gone', 'empty'] as const;

/** Accounts of what has not left. */
const HERE = ['held', 'licensed', 'rejected'] as const;

/** What is on an account, in each currency that has something there. */
function onAccount({ balances }: PropertyRecord, account: string): readonly string[] {
  return Object.entries(balances).flatMap(([currency, accounts]) => {
    const amount = accounts[account] ?? '0';
    return /[1-9]/.test(amount) ? [`${amount} ${currency}`] : [];
  });
}

/** The fields of an entry; what it takes is known from its type. */
function entryFields({ read, specs, say, values }: Asking<PropertyRecord>): readonly FieldSpec[] {
  const { t, property } = say;
  const types = property.entries.filter(({ id }) => values('type').includes(id));
  const used = Object.keys(read.record.balances);
  const currencies = [...new Set([...used, 'USD', 'MXN', 'EUR', ...property.currencies])];
  const needsLicence = ({ type }: Typed) =>
    property.entries.some(({ id, licence }) => id === type && licence);
  return [
    { name: 'type', label: t('ledger.type'), as: 'choice', options: specs.options(types) },
    { name: 'amount', label: t('ledger.amount'), as: 'line', hint: t('ledger.amount.hint') },
    {
      name: 'currency',
      label: t('ledger.currency'),
      as: 'choice',
      first: currencies[0] ?? 'USD',
      options: currencies.map((id) => ({ id, name: id })),
    },
    specs.day,
    {
      name: 'licence',
      label: t('ledger.licence'),
      as: 'line',
      optional: (typed) => !needsLicence(typed),
    },
    { ...specs.text, optional: true },
  ];
}

function fieldsOf(asking: Asking<PropertyRecord>): readonly FieldSpec[] {
  const { command, read, specs, say, values } = asking;
  const { record } = read;
  const { t } = say;
  const chosen = (name: string, label: string): FieldSpec => {
    const all = [...record.entries, ...record.pending].filter(({ id }) =>
      values(name).includes(id),
    );
    const options = all.map((entry) => ({ id: entry.id, name: entryInWords(entry, say) }));
    return { name, label, as: 'choice', first: options[0]?.id ?? '', options };
  };
  const forms: Readonly<Record<string, () => readonly FieldSpec[]>> = {
    enter: () => entryFields(asking),
    propose: () => entryFields(asking),
    reverse: () => [chosen('of', t('ledger.of')), specs.text],
    approve: () => [chosen('entry', t('ledger.entry'))],
    refuse: () => [chosen('entry', t('ledger.entry')), specs.text],
    'end-clock': () => specs.endClock(record),
    'extend-clock': () => specs.extendClock(record),
    pin: () => specs.pin,
  };
  return forms[command]?.() ?? [];
}

/** Blocked property: one block each, with every entry that was ever made. */
export const PROPERTY: DocumentKind<PropertyRecord> = {
  path: 'properties',
  name: 'property',
  texts: 'block',
  order: 'openedAt',
  filters: ({ t, property, language }) => [
    {
      name: 'status',
      label: t('cases.status'),
      usual: '',
      options: [
        { id: '', name: t('cases.any') },
        ...STATES.map((id) => ({ id, name: t(`block.status.${id}`) })),
      ],
    },
    {
      name: 'form',
      label: t('block.form'),
      usual: '',
      options: [
        { id: '', name: t('cases.any') },
        ...property.forms.map(({ id, name }) => ({ id, name: name[language] })),
      ],
    },
  ],
  query: ({ status = '', form = '' }) => [
    ...(status === '' ? [] : [['status', status] as const]),
    ...(form === '' ? [] : [['form', form] as const]),
  ],
  title: ({ holder }, { t }) => holder ?? t('case.erased'),
  marks: ({ status, form }, { t, property, term }) => [
    t(`block.status.${status}`),
    term(property.forms, form),
  ],
  line: (record, say: Telling) => {
    const { t, moment, person, count } = say;
    const balances = HERE.flatMap((account) =>
      onAccount(record, account).map((amount) => `${t(`ledger.${account}`)}: ${amount}`),
    );
    const { reference, openedAt, openedBy, pending } = record;
    return [
      ...balances,
      ...(pending.length === 0 ? [] : [count('ledger.pending', pending.length)]),
      ...(reference === null ? [] : [reference]),
      t('case.opened.by', { at: moment(openedAt), by: person(openedBy) }),
    ];
  },
  Body: Ledger,
  commands: [
    'enter',
    'propose',
    'approve',
    'refuse',
    'reverse',
    'attach',
    'end-clock',
    'extend-clock',
    'pin',
  ],
  first: ['enter', 'propose', 'approve'],
  fields: fieldsOf,
  fixed: (command, id) =>
    ['enter', 'propose', 'reverse'].includes(command) ? { entry: id.slice(0, 10) } : {},
  note: ({ command, say }) =>
    command === 'propose' || command === 'reverse' ? say.t('ledger.second') : undefined,
  waits: ({ pending }) => pending.length > 0,
};
