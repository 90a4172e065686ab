import { useState } from 'react';
import { Button, DropZone, FileTrigger, Text } from 'react-aria-components';
import { useLanguage } from '../language.tsx';

/** Where a customer file is dropped, chosen or pasted. */
export function DropArea({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useLanguage();
  const [tooMany, setTooMany] = useState(false);
  const take = (files: readonly File[]): void => {
    const [file] = files;
    setTooMany(files.length > 1);
    if (file !== undefined && files.length === 1) onFile(file);
  };
  return (
    <DropZone
      className="drop"
      getDropOperation={() => 'copy'}
      onDrop={async (event) => {
        const dropped = event.items.filter((item) => item.kind === 'file');
        take(await Promise.all(dropped.map((item) => item.getFile())));
      }}
    >
      <svg className="drop-icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 3h8l5 5v13H6zM14 3v5h5M12.5 18v-7M9.5 14l3-3 3 3" />
      </svg>
      <Text slot="label" className="drop-label">
        {t('file.drop')}
      </Text>
      <FileTrigger
        acceptedFileTypes={['.csv', '.tsv', '.txt', '.gz']}
        onSelect={(files) => take([...(files ?? [])])}
      >
        <Button className="button primary">{t('file.choose')}</Button>
      </FileTrigger>
      <p className="quiet">{t('file.hint')}</p>
      {tooMany && (
        <p className="bad" role="alert">
          {t('file.onlyOne')}
        </p>
      )}
    </DropZone>
  );
}
