import { useState } from 'react';
import type { ApiError } from '../../api.ts';
import { useLanguage } from '../../language.tsx';
import type { Person } from '../../session.ts';
import { calls } from '../calls.ts';
import { Refusal } from '../Refusal.tsx';
import { ShownOnce } from '../ShownOnce.tsx';
import { useMoment } from '../time.ts';
import { useAnswer } from '../useAnswer.ts';
import { useFocusKept } from '../useFocusKept.ts';
import type { KeyRecord } from '../wire.ts';
import { KeyRow, revisionsOf } from './KeyRow.tsx';

/** What a key's secret was made into, which is shown once. */
interface Secret {
  readonly id: string;
  readonly token: string;
  readonly expires: string;
}

/** The keys of whoever looks: nobody but them gets their secrets, and they can end each. */
export function OwnKeys({ person: { handle } }: { readonly person: Person }) {
  const { t } = useLanguage();
  const moment = useMoment();
  const [secret, setSecret] = useState<Secret>();
  const [failed, setFailed] = useState<ApiError>();
  const { answer, error, again } = useAnswer(`keys of ${handle}`, (signal) =>
    calls.documents<KeyRecord>('keys', new URLSearchParams({ owner: handle }), 0, signal),
  );
  const title = useFocusKept(revisionsOf(answer?.results ?? []));
  const act = async (id: string, what: 'collect' | 'revoke'): Promise<void> => {
    setFailed(undefined);
    setSecret(undefined);
    try {
      const { token, expires = '' } = await calls.step('keys', id, what, {});
      if (token !== undefined) setSecret({ id, token, expires });
      again();
    } catch (failure) {
      setFailed(failure as ApiError);
    }
  };
  return (
    <section className="card" aria-labelledby="own-keys">
      <h2 id="own-keys" ref={title} tabIndex={-1}>
        {t('keys.own')}
      </h2>
      <p className="quiet">{t('keys.own.what')}</p>
      {secret !== undefined && (
        <ShownOnce value={secret.token} copy={t('keys.copy')}>
          <strong>{t('keys.secret', { id: secret.id })}</strong>{' '}
          {t('keys.secret.once', { at: moment(secret.expires) })}
        </ShownOnce>
      )}
      {failed !== undefined && <Refusal title={t('step.refused')} error={failed} />}
      {error !== undefined && <Refusal title={t('keys.failed')} error={error} />}
      {answer?.total === 0 && <p>{t('keys.own.none')}</p>}
      <ul className="case-list">
        {answer?.results.map((record) => (
          <KeyRow
            key={record.id}
            record={record}
            onCollect={() => void act(record.id, 'collect')}
            onEnd={() => void act(record.id, 'revoke')}
          />
        ))}
      </ul>
    </section>
  );
}
