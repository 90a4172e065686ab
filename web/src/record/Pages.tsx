import { useLanguage } from '../language.tsx';

interface Props {
  /** From 0. */
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly hashOf: (page: number) => string;
}

/** The ways to the page before and after; nothing where there is one page. */
export function Pages({ page, size, total, hashOf }: Props) {
  const { t } = useLanguage();
  if (total <= size && page === 0) return null;
  const from = page * size + 1;
  const to = Math.min(from + size - 1, total);
  return (
    <nav className="pager" aria-label={t('pages.label')}>
      {page > 0 ? (
        <a className="button" href={hashOf(page - 1)}>
          {t('pager.before')}
        </a>
      ) : (
        <span />
      )}
      <span>{t('pager.range', { from, to, total })}</span>
      {to < total ? (
        <a className="button" href={hashOf(page + 1)}>
          {t('pager.after')}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
