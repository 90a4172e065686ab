import type { ApiError } from '../api.ts';
import { ProblemCard } from '../components/ProblemCard.tsx';
import { useLanguage } from '../language.tsx';

interface Props {
  readonly title: string;
  readonly error: ApiError;
}

/** Why the server refused something, in the reader's language where it is a known reason. */
export function Refusal({ title, error }: Props) {
  const { label } = useLanguage();
  const { code = '' } = error.problem;
  const words = label(`code.${code}`, '');
  if (words === '') return <ProblemCard title={title} problem={error.problem} />;
  return (
    <div className="problem" role="alert">
      <h3>{title}</h3>
      <p>{words}</p>
    </div>
  );
}
