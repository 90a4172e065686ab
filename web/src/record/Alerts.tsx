import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Pair, topEvidence } from '../comparison.ts';
import { BandChip } from '../components/BandChip.tsx';
import { Comparison } from '../components/Comparison.tsx';
import { Points } from '../components/Points.tsx';
import { Score } from '../components/Score.tsx';
import { type Speaker, useLanguage } from '../language.tsx';
import { useListTitle } from '../lists.ts';
import type { Alert, CaseRecord } from './wire.ts';
import { useWords } from './words.tsx';

/** The alerts of a case with the evidence and the effects that were pinned to them. */
export function Alerts({ record }: { readonly record: CaseRecord }) {
  const { t } = useLanguage();
  const speaker = useLanguage();
  const [pair, setPair] = useState<Pair | null>(null);
  return (
    <section className="card" aria-labelledby="case-alerts">
      <h3 id="case-alerts">{t('alerts.title')}</h3>
      <ul className="listings">
        {record.alerts.map((alert) => (
          <li key={alert.id}>
            <AlertCard alert={alert} onCompare={() => setPair(pairOf(alert, record, speaker))} />
          </li>
        ))}
      </ul>
      <Comparison pair={pair} onClose={() => setPair(null)} />
    </section>
  );
}

/** An alert as the side-by-side shows it: the customer as far as the evidence speaks of them. */
function pairOf(alert: Alert, { customer }: CaseRecord, { t }: Speaker): Pair {
  const evidence = alert.explanation ?? [];
  const query: Record<string, string[]> = {};
  for (const { feature, query: text } of evidence) {
    if (text === '') continue;
    const name = t(`feature.${feature}`);
    query[name] = [...new Set([...(query[name] ?? []), text])];
  }
  const { entity, caption, score, band, listVersion, at } = alert;
  return {
    record: customer ?? t('case.erased'),
    query,
    columns: {},
    entity,
    caption: caption ?? entity,
    score,
    band,
    evidence,
    pinned: { at, version: listVersion },
  };
}

interface Props {
  readonly alert: Alert;
  readonly onCompare: () => void;
}

function AlertCard({ alert, onCompare }: Props) {
  const { t, date, language } = useLanguage();
  const title = useListTitle();
  const words = useWords();
  const { id, caption, entity, band, score, standing, verdict, reasons } = alert;
  const parts = [
    title(alert.dataset),
    t('party.version', { version: alert.listVersion }),
    t('alerts.at', { date: date(alert.at) }),
    ...(alert.record === null ? [] : [t('history.record', { n: alert.record })]),
  ];
  const why = reasons.map((one) => words.term(words.reasons.verdicts[verdict ?? ''] ?? [], one));
  return (
    <article className="listing alert">
      <h4>
        {t('alerts.number', { id })} <span dir="auto">{caption ?? entity}</span>
      </h4>
      <p className="compare-score">
        <BandChip band={band} />
        <Score value={score} />
        <span className="state">{t(`alert.${standing}`)}</span>
        {verdict !== null && <strong>{t(`verdict.${verdict}`)}</strong>}
      </p>
      {why.length > 0 && <p>{why.join(' · ')}</p>}
      <p className="source">{parts.join(' · ')}</p>
      {alert.explanation === null ? (
        <p className="notice">{t('alerts.erased')}</p>
      ) : (
        <ul className="why">
          {topEvidence(alert.explanation, 3).map((piece) => (
            <li key={`${piece.feature} ${piece.listing} ${piece.query}`}>
              <Points points={piece.points} />
              {piece.sentence[language]}
            </li>
          ))}
        </ul>
      )}
      <Effects alert={alert} />
      {alert.explanation !== null && (
        <Button className="button fit" onPress={onCompare}>
          {t('alerts.compare')}
        </Button>
      )}
    </article>
  );
}

/** What the law asked for when the alert was raised. */
function Effects({ alert }: { readonly alert: Alert }) {
  const { t, language } = useLanguage();
  const { acts, certainties, programmes, term } = useWords();
  if (alert.effects.length === 0) return <p className="quiet">{t('alerts.noEffects')}</p>;
  return (
    <ul className="acts" aria-label={t('alerts.effects')}>
      {alert.effects.map(({ id, act, programme, standing }) => (
        <li key={`${id} ${programme}`} className={`act-${act}`}>
          <span className="act">{acts[act]?.[language] ?? act}</span>{' '}
          {[term(programmes, programme), certainties[standing]?.[language] ?? standing].join(' · ')}
        </li>
      ))}
    </ul>
  );
}
