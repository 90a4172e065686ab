import type { ReactNode } from 'react';
import { useLanguage } from '../language.tsx';
import type { Problem } from '../wire.ts';

interface Props {
  readonly title: string;
  readonly problem: Problem;
  readonly children?: ReactNode;
}

/** An error as the house tells it: what was expected, what was found, what helps. */
export function ProblemCard({ title, problem, children }: Props) {
  const { t } = useLanguage();
  const silent = Object.keys(problem).length === 0;
  const found = silent ? t('problem.noAnswer') : (problem.found ?? problem.detail);
  const remedy = silent ? t('problem.noAnswer.remedy') : problem.remedy;
  return (
    <div className="problem" role="alert">
      <h3>{title}</h3>
      <dl>
        {problem.expected !== undefined && (
          <div>
            <dt>{t('problem.expected')}</dt>
            <dd>{problem.expected}</dd>
          </div>
        )}
        {found !== undefined && (
          <div>
            <dt>{t('problem.found')}</dt>
            <dd>{found}</dd>
          </div>
        )}
        {remedy !== undefined && (
          <div>
            <dt>{t('problem.remedy')}</dt>
            <dd>{remedy}</dd>
          </div>
        )}
      </dl>
      {children}
    </div>
  );
}
