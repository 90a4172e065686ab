import { type FormEvent, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '../../language.tsx';
import type { FormProps } from '../Steps.tsx';

/** Browsers work digests out only where the page came over TLS, or from this machine. */
export const CAN_ATTACH = globalThis.crypto?.subtle !== undefined;

/** What the server takes as a media type. */
const MEDIA_TYPE = /^[a-z]+\/[A-Za-z0-9][A-Za-z0-9.+-]*$/;

/** Says of a file that it belongs to a document, by its digest; its bytes are not sent. */
export function AttachForm({ isFree, busy, onTake, onLeave }: FormProps) {
  const { t } = useLanguage();
  const id = useId();
  const [file, setFile] = useState<File>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (file === undefined) return;
    const sum = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    const digits = [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0'));
    const mediaType = MEDIA_TYPE.test(file.type) ? file.type : 'application/octet-stream';
    onTake({ name: file.name, mediaType, bytes: file.size, sha256: digits.join('') });
  };
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('attach.what')}</p>
      <div className="field">
        <label htmlFor={id}>{t('attach.file')}</label>
        <input
          id={id}
          type="file"
          required
          onChange={({ target }) => setFile(target.files?.[0] ?? undefined)}
        />
      </div>
      <div className="form-foot">
        <Button type="submit" className="button primary" isDisabled={busy || !isFree}>
          {t('attach.do')}
        </Button>
        <Button className="button" onPress={onLeave}>
          {t('step.leave')}
        </Button>
      </div>
    </form>
  );
}
