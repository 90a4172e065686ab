import type { FieldSpec } from '../FieldsForm.tsx';
import type { RedressRecord } from '../wire.ts';
import { Dossier } from './Dossier.tsx';
import type { Asking, DocumentKind, Telling } from './kind.ts';

const typeOf = ({ type }: RedressRecord, { redress }: Telling) =>
  redress.types.find(({ id }) => id === type);

const isOpen = (of: Telling['redress']['types'], status: string): boolean =>
  of.some(({ states }) => states.some(({ id, open }) => id === status && open));

/** Each state of these sorts once, by the first name that it has. */
function statesOf(types: Telling['redress']['types']) {
  const all = types.flatMap(({ states }) => states);
  return all.filter(({ id }, nth) => all.findIndex((one) => one.id === id) === nth);
}

/** What the organisation still means to do in time, and how it stands with that. */
const targetsOf = (record: RedressRecord, say: Telling): readonly string[] =>
  record.targets
    .filter(({ reachedAt }) => reachedAt === null)
    .map(({ id, dueAt, standing }) => {
      const name = say.term(typeOf(record, say)?.targets ?? [], id);
      const until = say.t('suppressions.until', { at: say.moment(dueAt) });
      return `${name} (${until}): ${say.t(`standing.${standing}`)}`;
    });

function fieldsOf({ command, read, specs, say, values }: Asking<RedressRecord>, step?: string) {
  const { t, redress } = say;
  const { record } = read;
  const type = typeOf(record, say);
  const text = specs.text;
  const named = (ids: readonly string[], terms: Parameters<typeof specs.options>[0]) =>
    specs.options(terms.filter(({ id }) => ids.includes(id)));
  const files = record.attachments.map(({ sha256, name }) => ({
    id: sha256,
    name: name ?? sha256,
  }));
  const item: FieldSpec = {
    name: 'item',
    label: t('redress.item'),
    as: 'choice',
    first: record.missing[0] ?? '',
    options: named(values('item'), type?.dossier ?? []),
  };
  const file: FieldSpec = {
    name: 'sha256',
    label: t('redress.file'),
    as: 'choice',
    options: files,
    optional: true,
  };
  const answer: FieldSpec = {
    name: 'as',
    label: t('redress.as'),
    as: 'choice',
    options: named(values('as'), redress.answers),
  };
  const startsClock = type?.clocks.some((clock) => clock.step === step) === true;
  const forms: Readonly<Record<string, readonly FieldSpec[]>> = {
    provide:
      files.length === 0
        ? [item, text]
        : [item, { ...text, optional: ({ sha256 }) => (sha256 ?? '') !== '' }, file],
    step: startsClock ? [specs.day] : [],
    answer: [answer, { ...text, label: t('redress.answer.text') }],
    return: [text],
    'end-clock': specs.endClock(record),
    'extend-clock': specs.extendClock(record),
    pin: specs.pin,
  };
  return forms[command] ?? [];
}

/** Redress: a person who is affected asks to be heard, and this is what becomes of it. */
export const REDRESS: DocumentKind<RedressRecord> = {
  path: 'redress',
  name: 'redress',
  texts: 'redress',
  order: 'openedAt',
  filters: ({ t, redress, language }, { type = '' }) => {
    const one = redress.types.filter(({ id }) => id === type);
    const states = statesOf(one.length === 0 ? redress.types : one);
    return [
      {
        name: 'type',
        label: t('redress.type'),
        usual: '',
        options: [
          { id: '', name: t('cases.any') },
          ...redress.types.map(({ id, name }) => ({ id, name: name[language] })),
        ],
      },
      {
        name: 'status',
        label: t('cases.status'),
        usual: 'open',
        options: [
          { id: 'open', name: t('cases.status.open') },
          ...states.map(({ id, name }) => ({ id, name: name[language] })),
          { id: '', name: t('cases.any') },
        ],
      },
    ];
  },
  query: ({ type = '', status = 'open' }, { redress }) => {
    const open = statesOf(redress.types).filter(({ id }) => isOpen(redress.types, id));
    const states = status === 'open' ? open.map(({ id }) => id) : status === '' ? [] : [status];
    return [
      ...(type === '' ? [] : [['type', type] as const]),
      ...states.map((id) => ['status', id] as const),
    ];
  },
  title: ({ person }, { t }) => person ?? t('case.erased'),
  marks: (record, say) => {
    const { redress, term, language } = say;
    const { status, answer } = record;
    return [
      term(typeOf(record, say)?.states ?? [], status),
      typeOf(record, say)?.name[language] ?? record.type,
      ...(answer === null ? [] : [term(redress.answers, answer.as)]),
    ];
  },
  line: (record, say) => {
    const { t, moment, person, count, redress } = say;
    const { since, openedAt, openedBy, missing, status } = record;
    const open = isOpen(redress.types, status);
    return [
      t('documents.since', { at: moment(since) }),
      t('case.opened.by', { at: moment(openedAt), by: person(openedBy) }),
      ...(open && missing.length > 0 ? [count('redress.missing', missing.length)] : []),
      ...(open ? targetsOf(record, say) : []),
    ];
  },
  Body: Dossier,
  commands: [
    'provide',
    'step',
    'answer',
    'approve',
    'return',
    'attach',
    'end-clock',
    'extend-clock',
    'pin',
  ],
  first: ['provide', 'answer', 'approve'],
  split: { command: 'step', field: 'step' },
  fields: fieldsOf,
  note: ({ command, read, say }, step) => {
    const { t, term } = say;
    const type = typeOf(read.record, say);
    const row = type?.steps.find(
      (one) =>
        one.by === command &&
        one.from.includes(read.record.status) &&
        (step === undefined || one.step === step),
    );
    if (row?.to === undefined || type === undefined) return undefined;
    return t('redress.then', { state: term(type.states, row.to) });
  },
  waits: (record, say) =>
    typeOf(record, say)?.steps.some(
      ({ by, from }) => by === 'approve' && from.includes(record.status),
    ) === true,
};
