import { useLanguage } from '../../language.tsx';
import { caseHash, documentHash } from '../../pages.ts';

interface Props {
  readonly record: { readonly case: string | null; readonly property?: string | null };
}

/** The case and the property that a document is about. */
export function Subject({ record }: Props) {
  const { t } = useLanguage();
  const { property = null } = record;
  if (record.case === null && property === null) return null;
  return (
    <p className="row-tools">
      {record.case !== null && (
        <a className="party-link" href={caseHash(record.case)}>
          {t('documents.case')}
        </a>
      )}
      {property !== null && (
        <a className="party-link" href={documentHash('properties', property)}>
          {t('documents.property')}
        </a>
      )}
    </p>
  );
}
