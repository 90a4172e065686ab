import { useState } from 'react';
import { address, api, ask } from '../api.ts';
import { useAccess } from '../auth.ts';
import { useLanguage } from '../language.tsx';

const FORMATS = ['csv', 'xlsx', 'jsonl'] as const;
type Format = (typeof FORMATS)[number];

/** All hits as a file. Plain links, unless a token has to go with the request. */
export function Downloads({ id }: { readonly id: string }) {
  const { t } = useLanguage();
  const { token } = useAccess();
  const [failed, setFailed] = useState(false);
  const fetchFile = (format: Format): void => {
    setFailed(false);
    save(id, format).catch(() => setFailed(true));
  };
  return (
    <div className="downloads">
      <span>{t('download.label')}</span>
      {FORMATS.map((format) => (
        <a
          key={format}
          className="button"
          href={address(api.hitsFile(id, format))}
          download
          onClick={(event) => {
            if (token === null) return;
            event.preventDefault();
            fetchFile(format);
          }}
        >
          {format.toUpperCase()}
        </a>
      ))}
      {failed && (
        <span className="bad" role="alert">
          {t('download.failed')}
        </span>
      )}
    </div>
  );
}

/** Fetches with the token and hands the file to the browser. */
async function save(id: string, format: Format): Promise<void> {
  const response = await ask(api.hitsFile(id, format));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = `hits-${id}.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
