import { useLanguage } from '../language.tsx';
import { useMoment } from './time.ts';
import type { Happened } from './wire.ts';
import { useWords, type Words } from './words.tsx';

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
  const { t, label } = useLanguage();
  const moment = useMoment();
  const words = useWords();
  const { actor, at, type } = event;
  const by = actor.kind === 'user' ? words.person(actor.id) : t('history.key', { id: actor.id });
  const details = detailsOf(event, words);
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

/** What an event says beside its kind: to whom, why, with which outcome. */
function detailsOf({ data }: Happened, words: Words): string[] {
  const { term, person, priorities, outcomes, reasons } = words;
  const of = (field: string): string | undefined => {
    const value = data[field];
    return typeof value === 'string' ? value : undefined;
  };
  const why = [...reasons.waiting, ...reasons.returning, ...reasons.reopening];
  const told = (field: string, say: (value: string) => string): string[] => {
    const value = of(field);
    return value === undefined ? [] : [say(value)];
  };
  return [
    ...told('assignee', person),
    ...told('priority', (id) => term(priorities, id)),
    ...told('outcome', (id) => term(outcomes, id)),
    ...told('reason', (id) => term(why, id)),
    ...told('until', (day) => day),
    ...told('extension', (id) => id),
  ];
}
