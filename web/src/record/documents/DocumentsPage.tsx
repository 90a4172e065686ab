import { Choice } from '../../components/Field.tsx';
import { type Asked, type DocumentPath, documentsHash } from '../../pages.ts';
import { may, type Session } from '../../session.ts';
import { calls, PAGE } from '../calls.ts';
import { Pages } from '../Pages.tsx';
import { Refusal } from '../Refusal.tsx';
import { useAnswer } from '../useAnswer.ts';
import { DocumentRow } from './DocumentRow.tsx';
import { type AnyRecord, useTelling } from './kind.ts';
import { KINDS } from './kinds.ts';
import { OpenRedress } from './OpenForms.tsx';

interface Props {
  readonly of: DocumentPath;
  readonly asked: Asked;
  readonly page: number;
  readonly session: Session;
}

/** The documents of a kind, the newest first. The address holds what is asked. */
export function DocumentsPage({ of, asked, page, session }: Props) {
  const say = useTelling();
  const { t, count } = say;
  const kind = KINDS[of];
  const query = new URLSearchParams([
    ...kind.query(asked, say).map(([field, value]) => [field, value]),
    ['order_by', kind.order],
    ['descending', 'true'],
  ]);
  const { answer, error, busy } = useAnswer(documentsHash(of, asked, page), (signal) =>
    calls.documents<AnyRecord>(of, query, page, signal),
  );
  return (
    <main className="page record-page" aria-busy={busy}>
      <h2>{t(`${kind.texts}.title`)}</h2>
      <p className="quiet">{t(`${kind.texts}.what`)}</p>
      <Filters of={of} asked={asked} />
      {error !== undefined && <Refusal title={t('documents.failed')} error={error} />}
      <p className="results-count" role="status">
        {answer === undefined ? '' : count(`${kind.texts}.count`, answer.total)}
      </p>
      {answer?.total === 0 && <p className="nothing">{t('documents.none')}</p>}
      {answer !== undefined && answer.results.length > 0 && (
        <ul className="case-list" aria-label={t(`${kind.texts}.title`)}>
          {answer.results.map((record) => (
            <DocumentRow key={record.id} kind={kind} record={record} isAlone />
          ))}
        </ul>
      )}
      {answer !== undefined && (
        <Pages
          page={page}
          size={PAGE}
          total={answer.total}
          hashOf={(next) => documentsHash(of, asked, next)}
        />
      )}
      {of === 'redress' && may(session, 'redress:open') && (
        <section className="card" aria-labelledby="redress-open">
          <h3 id="redress-open">{t('redress.open.title')}</h3>
          <p className="quiet">{t('redress.open.elsewhere')}</p>
          <OpenRedress />
        </section>
      )}
    </main>
  );
}

function Filters({ of, asked }: Pick<Props, 'of' | 'asked'>) {
  const say = useTelling();
  const go = (name: string, value: string): void => {
    // Another sort has other states.
    const { status: _, ...rest } = asked;
    location.replace(documentsHash(of, { ...(name === 'type' ? rest : asked), [name]: value }));
  };
  return (
    <section className="card filters" aria-label={say.t('cases.filters')}>
      {KINDS[of].filters(say, asked).map(({ name, label, usual, options }) => (
        <Choice
          key={name}
          label={label}
          value={asked[name] ?? usual}
          onChange={(value) => go(name, value)}
        >
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </Choice>
      ))}
    </section>
  );
}
