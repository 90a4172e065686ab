import type { FieldSpec } from '../FieldsForm.tsx';
import type { BulkRecord } from '../wire.ts';
import { BulkBody } from './BulkBody.tsx';
import type { DocumentKind } from './kind.ts';

const STATES = ['proposed', 'approved', 'returned', 'withdrawn'] as const;

/** Bulk decisions: one decision about several cases whose evidence is identical. */
export const BULK: DocumentKind<BulkRecord> = {
  path: 'bulks',
  name: 'bulk',
  texts: 'bulk',
  order: 'at',
  filters: ({ t }) => [
    {
      name: 'status',
      label: t('cases.status'),
      usual: '',
      options: [
        { id: '', name: t('cases.any') },
        ...STATES.map((id) => ({ id, name: t(`bulk.status.${id}`) })),
      ],
    },
  ],
  query: ({ status = '' }) => (status === '' ? [] : [['status', status]]),
  title: ({ cases }, { count }) => count('bulk.cases', cases.length),
  marks: ({ status, verdict }, { t, label }) => [
    t(`bulk.status.${status}`),
    label(`verdict.${verdict}`, verdict),
  ],
  line: ({ by, at, alerts }, { t, count, person, moment }) => [
    count('bulk.alerts', alerts),
    t('ledger.proposedBy', { by: person(by), at: moment(at) }),
  ],
  Body: BulkBody,
  commands: ['approve', 'return', 'withdraw'],
  first: ['approve'],
  fields: ({ command, specs }): readonly FieldSpec[] =>
    command === 'return' ? [specs.returning, specs.text] : [],
  note: ({ command, say }) =>
    command === 'approve'
      ? say.t('bulk.approve.what')
      : command === 'withdraw'
        ? say.t('bulk.withdraw.what')
        : undefined,
  waits: ({ status }) => status === 'proposed',
};
