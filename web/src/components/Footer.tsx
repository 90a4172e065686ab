import { useLanguage } from '../language.tsx';
import type { Status } from '../wire.ts';

export function Footer({ status }: { readonly status: Status | undefined }) {
  const { t } = useLanguage();
  return (
    <footer className="footer quiet">
      <p>{t('footer.help')}</p>
      {status !== undefined && (
        <p>{t('footer.version', { version: status.version, algorithm: status.algorithm })}</p>
      )}
    </footer>
  );
}
