import { useState } from 'react';
import type { ApiError } from '../../api.ts';
import { useLanguage } from '../../language.tsx';
import { keysHash } from '../../pages.ts';
import { may, type Session } from '../../session.ts';
import { calls, PAGE } from '../calls.ts';
import { Pages } from '../Pages.tsx';
import { Refusal } from '../Refusal.tsx';
import { useAnswer } from '../useAnswer.ts';
import { useFocusKept } from '../useFocusKept.ts';
import type { KeyRecord } from '../wire.ts';
import { GrantForm } from './GrantForm.tsx';
import { KeyRow, revisionsOf } from './KeyRow.tsx';

interface Props {
  readonly page: number;
  readonly session: Session;
}

/** The keys of the organisation's programs: whose they are, what they may, and until when. */
export function KeysPage({ page, session }: Props) {
  const { t, count } = useLanguage();
  const [failed, setFailed] = useState<ApiError>();
  const [granted, setGranted] = useState('');
  const { answer, error, busy, again } = useAnswer(keysHash(page), (signal) =>
    calls.documents<KeyRecord>('keys', new URLSearchParams(), page, signal),
  );
  const title = useFocusKept(revisionsOf(answer?.results ?? []));
  const act = async (id: string, what: 'grant' | 'revoke', input: object): Promise<boolean> => {
    setFailed(undefined);
    setGranted('');
    try {
      await calls.step('keys', id, what, input);
      if (what === 'grant') setGranted(id);
      again();
      return true;
    } catch (failure) {
      setFailed(failure as ApiError);
      return false;
    }
  };
  return (
    <main className="page record-page" aria-busy={busy}>
      <h2 ref={title} tabIndex={-1}>
        {t('keys.title')}
      </h2>
      <p className="quiet">{t('keys.what')}</p>
      {may(session, 'key:grant') && <GrantForm onGrant={(id, input) => act(id, 'grant', input)} />}
      <p className="done" role="status">
        {granted === '' ? '' : t('keys.granted', { id: granted })}
      </p>
      {failed !== undefined && <Refusal title={t('step.refused')} error={failed} />}
      {error !== undefined && <Refusal title={t('keys.failed')} error={error} />}
      <p className="results-count">
        {answer === undefined ? '' : count('keys.count', answer.total)}
      </p>
      <ul className="case-list" aria-label={t('keys.title')}>
        {answer?.results.map((record) => (
          <KeyRow
            key={record.id}
            record={record}
            onEnd={may(session, 'key:revoke') ? () => void act(record.id, 'revoke', {}) : undefined}
          />
        ))}
      </ul>
      {answer !== undefined && (
        <Pages page={page} size={PAGE} total={answer.total} hashOf={keysHash} />
      )}
    </main>
  );
}
