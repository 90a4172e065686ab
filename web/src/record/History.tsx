import { useLanguage } from '../language.tsx';
import { detailsOf } from './details.ts';
import { useMoment } from './time.ts';
import type { Happened } from './wire.ts';
import { useWords } from './words.tsx';

/** All that happened to a case, the first first, with the numbers of the records. */
export function History({ events }: { readonly events: readonly Happened[] }) {
  const { t } = useLanguage();
  return (
    <section className="card" aria-labelledby="case-history">
      <h3 id="case-history">{t('history.title')}</h3>
      <ol className="history">
        {events.map((event) => (
          <li key={`${event.seq} ${event.revision}`}>
            <EventLine event={event} />
            <span className="source">{t('history.record', { n: event.seq })}</span>
          </li>
        ))}
      </ol>
      <p className="quiet">{t('history.note')}</p>
    </section>
  );
}

/** What happened, by whom and when, in one line. */
export function EventLine({ event }: { readonly event: Happened }) {
  const speaker = useLanguage();
  const { t, label } = speaker;
  const moment = useMoment();
  const words = useWords();
  const { actor, at, type } = event;
  const by = actor.kind === 'user' ? words.person(actor.id) : t('history.key', { id: actor.id });
  const details = detailsOf(event, words, speaker);
  return (
    <span className="event">
      <strong>{label(`event.${type}`, type)}</strong>
      {details.length > 0 && ` ${details.join(' · ')}`}{' '}
      <span className="quiet">
        {by}, {moment(at)}
      </span>
    </span>
  );
}
