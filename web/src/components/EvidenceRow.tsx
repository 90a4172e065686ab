import { sourceOf } from '../comparison.ts';
import { displayValue } from '../display.ts';
import { useLanguage } from '../language.tsx';
import type { Evidence, Feature, Listing } from '../wire.ts';
import { Points } from './Points.tsx';
import { PointsBar } from './PointsBar.tsx';
import { SourceLine } from './SourceLine.tsx';

interface Props {
  readonly evidence: Evidence;
  readonly listing: Listing | undefined;
}

/** One piece of evidence: what the record says, how it compares, what the listing says. */
export function EvidenceRow({ evidence, listing }: Props) {
  const { t, language } = useLanguage();
  const source = listing && sourceOf(evidence, listing);
  const { feature, agreement, points } = evidence;
  return (
    <li className="evidence-row">
      <div className="side">
        <span className="side-label">{t('compare.record')}</span>
        <Said text={evidence.query} feature={feature} />
      </div>
      <div className={`between agreement-${agreement}`}>
        <p className="between-head">
          <strong>{t(`feature.${feature}`)}</strong>
          <span className="agreement">{t(`agreement.${agreement}`)}</span>
          <Points points={points} />
        </p>
        <PointsBar points={points} />
        <p className="sentence">{evidence.sentence[language]}</p>
      </div>
      <div className="side">
        <span className="side-label">{t('compare.listing')}</span>
        <Said text={evidence.listing} feature={feature} />
        {source !== undefined && <SourceLine value={source} />}
      </div>
    </li>
  );
}

interface SaidProps {
  readonly text: string;
  readonly feature: Feature;
}

function Said({ text, feature }: SaidProps) {
  const speaker = useLanguage();
  const { t } = speaker;
  return text === '' ? (
    <span className="absent">{t('compare.absent')}</span>
  ) : (
    <span className="said" dir="auto">
      {displayValue(feature, text, speaker)}
    </span>
  );
}
