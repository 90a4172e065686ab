import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '../../language.tsx';
import { useMoment } from '../time.ts';
import type { KeyRecord } from '../wire.ts';

interface Props {
  readonly record: KeyRecord;
  /** Ends it, for whoever may. */
  readonly onEnd?: (() => void) | undefined;
  /** Makes its secret, for its owner. */
  readonly onCollect?: (() => void) | undefined;
}

/** A key: what it is for, what it may, until when; and its end. */
export function KeyRow({ record, onEnd, onCollect }: Props) {
  const { t, label } = useLanguage();
  const moment = useMoment();
  const [isOpen, setOpen] = useState(false);
  const { id, owner, label: what, scopes, expires, rotated, state } = record;
  const isOver = Date.parse(expires) <= Date.now();
  const standing = state !== 'revoked' && isOver ? 'expired' : state;
  const isAlive = standing === 'granted' || standing === 'active';
  return (
    <li className="case-row">
      <div className="case-row-head">
        <strong>{id}</strong>
        <span dir="auto">{what ?? t('case.erased')}</span>
        <span className={`state key-${standing}`}>{t(`key.${standing}`)}</span>
      </div>
      <p className="quiet">
        {[
          t('keys.owner.is', { owner }),
          t('suppressions.until', { at: moment(expires) }),
          ...(rotated === undefined ? [] : [t('keys.rotated', { at: moment(rotated) })]),
        ].join(' · ')}
      </p>
      <p>{scopes.map((scope) => label(`scope.${scope}`, scope)).join(' · ')}</p>
      {isAlive && (onCollect !== undefined || onEnd !== undefined) && (
        <p className="row-tools">
          {onCollect !== undefined && (
            <Button className="button" onPress={onCollect}>
              {state === 'granted' ? t('keys.collect') : t('keys.collect.again')}
              <span className="hidden">: {id}</span>
            </Button>
          )}
          {onEnd !== undefined && (
            <Button className="button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
              {t('suppressions.revoke')}
              <span className="hidden">: {id}</span>
            </Button>
          )}
        </p>
      )}
      {isAlive && isOpen && (
        <div className="form">
          <p>{t('keys.end.what')}</p>
          <Button className="button primary fit" onPress={() => onEnd?.()}>
            {t('keys.end.do')}
            <span className="hidden">: {id}</span>
          </Button>
        </div>
      )}
    </li>
  );
}

/** Another number whenever something was done with a key. */
export const revisionsOf = (records: readonly KeyRecord[]): number =>
  records.reduce((all, { revision }) => all + revision, 0);
