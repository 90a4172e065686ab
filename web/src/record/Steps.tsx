import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
import type { Read } from './read.ts';
import { TakenNote } from './TakenNote.tsx';
import { useFocusKept } from './useFocusKept.ts';
import type { Taking } from './useStep.ts';

/** A step that can be taken now. */
export interface Offer {
  /** Which it is among those of the document. */
  readonly key: string;
  /** The command that takes it. */
  readonly command: string;
  readonly label: string;
  /** What most people come for. */
  readonly isFirst?: boolean;
  /** It asks for nothing, and is taken when its button is pressed. */
  readonly isAtOnce?: boolean;
}

/** What every form of a step is given. */
export interface FormProps {
  /** Whether the step can still be taken; what was typed stays where it cannot. */
  readonly isFree: boolean;
  readonly busy: boolean;
  readonly onTake: (input: object) => void;
  readonly onLeave: () => void;
}

interface Props {
  readonly read: Read<{ readonly revision: number }>;
  readonly taking: Taking;
  readonly offers: readonly Offer[];
  /** The commands of which it is told here how they went. */
  readonly commands: readonly string[];
  /** Why something else may not be done. */
  readonly children: ReactNode;
  readonly form: (offer: Offer, props: FormProps) => ReactNode;
}

/** What may be done now, exactly, by whoever looks; and why something else may not. */
export function Steps({ read, taking, offers, commands, children, form }: Props) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<Offer>();
  const title = useFocusKept(read.record.revision);
  const choose = (offer: Offer): void => {
    taking.forget();
    if (offer.isAtOnce === true) void taking.take(offer.command, {});
    else setOpen(offer);
  };
  const take = async ({ command }: Offer, input: object): Promise<void> => {
    if (await taking.take(command, input)) setOpen(undefined);
  };
  const leave = (): void => {
    taking.forget();
    setOpen(undefined);
  };
  return (
    <section className="card steps" aria-labelledby="case-steps">
      <h3 id="case-steps" ref={title} tabIndex={-1}>
        {t('steps.title')}
      </h3>
      {children}
      {offers.length === 0 && <p className="quiet">{t('steps.none')}</p>}
      <div className="step-buttons">
        {offers.map((offer) => (
          <Button
            key={offer.key}
            className={`button ${offer.isFirst === true ? 'primary' : ''}`}
            {...(offer.isAtOnce !== true && { 'aria-expanded': open?.key === offer.key })}
            isDisabled={taking.busy}
            onPress={() => choose(offer)}
          >
            {offer.label}
          </Button>
        ))}
      </div>
      {open !== undefined && (
        <OpenStep
          key={open.key}
          label={open.label}
          isFree={offers.some(({ key }) => key === open.key)}
        >
          {(isFree) =>
            form(open, {
              isFree,
              busy: taking.busy,
              onTake: (input) => void take(open, input),
              onLeave: leave,
            })
          }
        </OpenStep>
      )}
      <TakenNote taking={taking} steps={commands} history={read.history} />
    </section>
  );
}

interface OpenProps {
  readonly label: string;
  readonly isFree: boolean;
  readonly children: (isFree: boolean) => ReactNode;
}

function OpenStep({ label, isFree, children }: OpenProps) {
  const { t } = useLanguage();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="open-step">
      <h4 ref={title} tabIndex={-1}>
        {label}
      </h4>
      {!isFree && <p className="notice">{t('step.noMore')}</p>}
      {children(isFree)}
    </div>
  );
}
