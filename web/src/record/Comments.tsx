import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
import { LongText } from './fields.tsx';
import type { Read } from './read.ts';
import { TakenNote } from './TakenNote.tsx';
import { useMoment } from './time.ts';
import type { Taking } from './useStep.ts';
import type { CaseRecord } from './wire.ts';
import { useWords } from './words.tsx';

interface Props {
  readonly read: Read<Pick<CaseRecord, 'comments' | 'attachments' | 'pins'>>;
  readonly taking: Taking;
}

/** What people wrote, what they attached and pinned, and room for another comment. */
export function Comments({ read, taking }: Props) {
  const { t } = useLanguage();
  const moment = useMoment();
  const { person } = useWords();
  const { comments, attachments, pins } = read.record;
  return (
    <section className="card" aria-labelledby="case-comments">
      <h3 id="case-comments">{t('comments.title')}</h3>
      {comments.length === 0 && <p className="quiet">{t('comments.none')}</p>}
      <ul className="comments">
        {comments.map(({ at, by, text }) => (
          <li key={`${at} ${by}`}>
            <p className="quiet">
              {person(by)} · {moment(at)}
            </p>
            <p className="written" dir="auto">
              {text ?? t('case.erased')}
            </p>
          </li>
        ))}
        {attachments.map(({ at, by, name, sha256 }) => (
          <li key={sha256}>
            <p className="quiet">
              {person(by)} · {moment(at)} · {t('comments.attached')}
            </p>
            <p dir="auto">{name ?? t('case.erased')}</p>
            <code>{sha256}</code>
          </li>
        ))}
        {pins.map(({ at, by, sort, reference, text }) => (
          <li key={`${at} ${reference}`}>
            <p className="quiet">
              {person(by)} · {moment(at)} · {t('comments.pinned')}
            </p>
            <p dir="auto">{text ?? t('case.erased')}</p>
            <code>
              {sort} {reference}
            </code>
          </li>
        ))}
      </ul>
      <CommentForm read={read} taking={taking} />
    </section>
  );
}

function CommentForm({ read, taking }: Props) {
  const { t } = useLanguage();
  const [text, setText] = useState('');
  const mayWrite = read.steps.some((one) => one.step === 'comment' && one.hindrance === null);
  if (!mayWrite && text === '') return null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await taking.take('comment', { text })) setText('');
  };
  return (
    <form className="form" onSubmit={submit}>
      <LongText label={t('comments.write')} value={text} onChange={setText} isRequired />
      <TakenNote taking={taking} steps={['comment']} history={read.history} />
      <Button type="submit" className="button fit" isDisabled={taking.busy || !mayWrite}>
        {t('step.comment')}
      </Button>
    </form>
  );
}
