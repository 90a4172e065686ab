import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
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
  const [copied, setCopied] = useState(false);
  const address = new URL(`#/join/${encodeURIComponent(token)}`, document.baseURI).href;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(address);
    setCopied(true);
  };
  return (
    <section className="notice link-once" role="status">
      <p>
        <strong>{t('link.for', { handle })}</strong> {t('link.once', { at: moment(expires) })}
      </p>
      <p>
        <code className="link">{address}</code>
      </p>
      <Button className="button" onPress={() => void copy().catch(() => setCopied(false))}>
        {copied ? t('link.copied') : t('link.copy')}
      </Button>
    </section>
  );
}
