import type { ReactNode } from 'react';
import type { DocumentPath } from '../../pages.ts';
import { may, useSession } from '../../session.ts';
import { calls } from '../calls.ts';
import { Refusal } from '../Refusal.tsx';
import { useAnswer } from '../useAnswer.ts';
import { DocumentRow } from './DocumentRow.tsx';
import { type AnyRecord, useTelling } from './kind.ts';
import { KINDS } from './kinds.ts';

interface Props {
  readonly path: DocumentPath;
  /** The field that refers to what is looked at, and its id. */
  readonly field: 'case' | 'property';
  readonly id: string;
  /** The way to open another one. */
  readonly children: ReactNode;
}

/** The documents of a kind that refer to what is looked at, for whoever may read them. */
export function Related({ path, field, id, children }: Props) {
  const session = useSession();
  const kind = KINDS[path];
  return may(session, `${kind.name}:read`) ? (
    <RelatedList path={path} field={field} id={id}>
      {may(session, `${kind.name}:open`) && children}
    </RelatedList>
  ) : null;
}

function RelatedList({ path, field, id, children }: Props) {
  const { t } = useTelling();
  const kind = KINDS[path];
  const { answer, error } = useAnswer(`${path} ${field} ${id}`, (signal) =>
    calls.documents<AnyRecord>(path, new URLSearchParams({ [field]: id }), 0, signal),
  );
  const title = `${path}-of-${field}`;
  return (
    <section className="card" aria-labelledby={title}>
      <h3 id={title}>{t(`${kind.texts}.of.${field}` as 'redress.of.case')}</h3>
      {error !== undefined && <Refusal title={t('documents.failed')} error={error} />}
      {answer?.total === 0 && <p className="quiet">{t('documents.none')}</p>}
      <ul className="case-list">
        {answer?.results.map((record) => (
          <DocumentRow key={record.id} kind={kind} record={record} />
        ))}
      </ul>
      {children}
    </section>
  );
}
