import { documentHash } from '../../pages.ts';
import { type AnyRecord, type DocumentKind, useTelling } from './kind.ts';
import { Subject } from './Subject.tsx';

interface Props {
  readonly kind: DocumentKind<AnyRecord>;
  readonly record: AnyRecord;
  /** Whether to say what it is about, where that is not what the list hangs on. */
  readonly isAlone?: boolean;
}

/** A document in a list: what it is, how it stands, and the way to it. */
export function DocumentRow({ kind, record, isAlone = false }: Props) {
  const say = useTelling();
  return (
    <li className="case-row">
      <div className="case-row-head">
        <a href={documentHash(kind.path, record.id)} className="case-link" dir="auto">
          {kind.title(record, say)}
        </a>
        {kind.marks(record, say).map((mark, nth) => (
          <span key={mark} className={`state ${nth === 0 ? 'state-now' : ''}`}>
            {mark}
          </span>
        ))}
      </div>
      <p className="quiet">{kind.line(record, say).join(' · ')}</p>
      {isAlone && 'case' in record && <Subject record={record} />}
    </li>
  );
}
