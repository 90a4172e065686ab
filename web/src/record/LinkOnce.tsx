import { useLanguage } from '../language.tsx';
import { ShownOnce } from './ShownOnce.tsx';
import { useMoment } from './time.ts';

/** A link that was made just now, and is kept nowhere. */
export interface Link {
  readonly handle: string;
  readonly token: string;
  readonly expires: string;
}

/** The link, to be handed on; it is shown once. */
export function LinkOnce({ link: { handle, token, expires } }: { readonly link: Link }) {
  const { t } = useLanguage();
  const moment = useMoment();
  const address = new URL(`#/join/${encodeURIComponent(token)}`, document.baseURI).href;
  return (
    <ShownOnce value={address} copy={t('link.copy')}>
      <strong>{t('link.for', { handle })}</strong> {t('link.once', { at: moment(expires) })}
    </ShownOnce>
  );
}
