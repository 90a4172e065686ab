import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '../language.tsx';

interface Props {
  /** What was made, kept nowhere, and is to be handed on. */
  readonly value: string;
  readonly copy: string;
  /** What it is for. */
  readonly children: ReactNode;
}

/** What the server tells once, with the way to copy it. */
export function ShownOnce({ value, copy, children }: Props) {
  const { t } = useLanguage();
  const [copied, setCopied] = useState(false);
  const take = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <section className="notice link-once" role="status">
      <p>{children}</p>
      <p>
        <code className="link">{value}</code>
      </p>
      <Button className="button" onPress={() => void take().catch(() => setCopied(false))}>
        {copied ? t('link.copied') : copy}
      </Button>
    </section>
  );
}
