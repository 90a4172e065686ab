import { useEffect, useRef } from 'react';
import { type DocumentPath, documentsHash } from '../../pages.ts';
import type { Session } from '../../session.ts';
import { Comments } from '../Comments.tsx';
import { Clocks } from '../Due.tsx';
import { History } from '../History.tsx';
import { Refusal } from '../Refusal.tsx';
import { type Read, readDocument } from '../read.ts';
import { useAnswer } from '../useAnswer.ts';
import { useStep } from '../useStep.ts';
import { DocumentSteps } from './DocumentSteps.tsx';
import { type AnyRecord, type DocumentKind, useTelling } from './kind.ts';
import { KINDS } from './kinds.ts';
import { OpenRedress } from './OpenForms.tsx';
import { Related } from './Related.tsx';

interface Props {
  readonly of: DocumentPath;
  readonly id: string;
  readonly session: Session;
}

/** A document: what it is, how it stands, what may be done now, and how it came to be. */
export function DocumentPage({ of, id, session }: Props) {
  const { t } = useTelling();
  const kind = KINDS[of];
  const who = session.kind === 'person' ? session.person.handle : '';
  const { answer, error, busy, again } = useAnswer(`${of} ${id} ${who}`, (signal) =>
    readDocument<AnyRecord>(of, id, signal),
  );
  const taking = useStep(of, id, answer?.record.revision ?? 0, again);
  return (
    <main className="page record-page case-page" aria-busy={busy}>
      <nav>
        <a className="party-link" href={documentsHash(of)}>
          ← {t(`${kind.texts}.title`)}
        </a>
      </nav>
      {error !== undefined && <Refusal title={t('documents.lost')} error={error} />}
      {answer !== undefined && (
        <>
          <Head kind={kind} record={answer.record} />
          <kind.Body read={answer} />
          <DocumentSteps kind={kind} read={answer} taking={taking} />
          <Common read={answer} taking={taking} />
          {of === 'properties' && 'holder' in answer.record && (
            <Related path="redress" field="property" id={id}>
              <OpenRedress property={id} person={answer.record.holder ?? ''} />
            </Related>
          )}
          <History events={answer.history} />
        </>
      )}
    </main>
  );
}

interface HeadProps {
  readonly kind: DocumentKind<AnyRecord>;
  readonly record: AnyRecord;
}

function Head({ kind, record }: HeadProps) {
  const say = useTelling();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    window.scrollTo(0, 0);
  }, []);
  return (
    <header className="party-head case-head">
      <h2 ref={title} tabIndex={-1} dir="auto">
        {kind.title(record, say)}
      </h2>
      <p className="states">
        {kind.marks(record, say).map((mark, nth) => (
          <span key={mark} className={`state ${nth === 0 ? 'state-now' : ''}`}>
            {mark}
          </span>
        ))}
      </p>
      <p className="quiet">{kind.line(record, say).join(' · ')}</p>
    </header>
  );
}

interface CommonProps {
  readonly read: Read<AnyRecord>;
  readonly taking: ReturnType<typeof useStep>;
}

/** What documents have in common that people work on: clocks of the law, and remarks. */
function Common({ read, taking }: CommonProps) {
  const { record } = read;
  if (!('clocks' in record)) return null;
  return (
    <>
      {record.clocks.length > 0 && <Clocks record={record} />}
      <Comments read={{ ...read, record }} taking={taking} />
    </>
  );
}
