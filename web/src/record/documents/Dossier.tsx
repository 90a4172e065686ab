import type { Read } from '../read.ts';
import type { RedressRecord } from '../wire.ts';
import { useTelling } from './kind.ts';
import { Subject } from './Subject.tsx';

/** What somebody asks for, which pieces of it are there and which are missing, and the answer. */
export function Dossier({ read: { record } }: { readonly read: Read<RedressRecord> }) {
  const { t, redress, language } = useTelling();
  const type = redress.types.find(({ id }) => id === record.type);
  return (
    <>
      <Subject record={record} />
      <section className="card" aria-labelledby="redress-dossier">
        <h3 id="redress-dossier">{t('redress.dossier')}</h3>
        {type?.notes.map((note) => (
          <p key={note.en} className="quiet">
            {note[language]}
          </p>
        ))}
        <ul className="pieces">
          {type?.dossier.map((piece) => (
            <Piece key={piece.id} piece={piece} record={record} />
          ))}
        </ul>
      </section>
      <Answer record={record} />
      <Targets record={record} />
    </>
  );
}

interface PieceProps {
  readonly piece: ReturnType<typeof useTelling>['redress']['types'][number]['dossier'][number];
  readonly record: RedressRecord;
}

function Piece({ piece, record }: PieceProps) {
  const { t, language, moment, person } = useTelling();
  const given = record.items[piece.id];
  const file = record.attachments.find(({ sha256 }) => sha256 === given?.sha256);
  const standing =
    given !== undefined ? 'there' : piece.required ? ('missing' as const) : ('open' as const);
  return (
    <li className={`piece piece-${standing}`}>
      <p>
        <strong>{piece.name[language]}</strong>{' '}
        <span className="state">{t(`redress.piece.${standing}`)}</span>
      </p>
      {given !== undefined && (
        <>
          {given.text !== null && (
            <p className="written" dir="auto">
              {given.text}
            </p>
          )}
          {given.sha256 !== null && (
            <p>
              {t('redress.piece.file')} <span dir="auto">{file?.name ?? given.sha256}</span>
            </p>
          )}
          {given.text === null && given.sha256 === null && <p>{t('case.erased')}</p>}
          <p className="quiet">
            {person(given.by)} · {moment(given.at)}
          </p>
        </>
      )}
    </li>
  );
}

/** What was answered, and by which second person; and what was given back before. */
function Answer({ record: { answer, returns } }: { readonly record: RedressRecord }) {
  const { t, redress, term, person, moment } = useTelling();
  if (answer === null && returns.length === 0) return null;
  return (
    <section className="card" aria-labelledby="redress-answer">
      <h3 id="redress-answer">{t('redress.answer')}</h3>
      {answer !== null && (
        <>
          <p>
            <strong>{term(redress.answers, answer.as)}</strong>{' '}
            {t('proposals.by', { by: person(answer.by), at: moment(answer.at) })}
            {answer.approvedBy !== null &&
              ` · ${t('documents.approvedBy', { by: person(answer.approvedBy) })}`}
          </p>
          <blockquote dir="auto">{answer.text ?? t('case.erased')}</blockquote>
        </>
      )}
      {returns.map(({ at, by, text }) => (
        <div key={at}>
          <p>
            <strong>{t('proposals.returned')}</strong>{' '}
            {t('proposals.by', { by: person(by), at: moment(at) })}
          </p>
          <blockquote dir="auto">{text ?? t('case.erased')}</blockquote>
        </div>
      ))}
    </section>
  );
}

/** The days within which the organisation means to get on; its own aim, and no law. */
function Targets({ record }: { readonly record: RedressRecord }) {
  const { t, redress, term, moment } = useTelling();
  const names = redress.types.find(({ id }) => id === record.type)?.targets ?? [];
  if (record.targets.length === 0) return null;
  return (
    <section className="card" aria-labelledby="redress-targets">
      <h3 id="redress-targets">{t('redress.targets')}</h3>
      <ul className="clocks">
        {record.targets.map(({ id, dueAt: at, reachedAt, standing }) => (
          <li key={id} className={`due due-${standing}`}>
            <p>
              <strong>{term(names, id)}</strong>
              {` (${t('suppressions.until', { at: moment(at) })}) `}
              <span className="state">{t(`standing.${standing}`)}</span>
            </p>
            {reachedAt !== null && (
              <p className="quiet">{t('clocks.met', { at: moment(reachedAt) })}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
