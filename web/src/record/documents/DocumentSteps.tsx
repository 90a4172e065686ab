import { useState } from 'react';
import { FieldsForm } from '../FieldsForm.tsx';
import type { Read } from '../read.ts';
import { type FormProps, type Offer, Steps } from '../Steps.tsx';
import { useFieldSpecs } from '../useFieldSpecs.ts';
import type { Taking } from '../useStep.ts';
import { AttachForm, CAN_ATTACH } from './AttachForm.tsx';
import { type AnyRecord, type DocumentKind, freeIds, newId, useTelling } from './kind.ts';

interface Props {
  readonly kind: DocumentKind<AnyRecord>;
  readonly read: Read<AnyRecord>;
  readonly taking: Taking;
}

/** The step that a key of an offer means: a command, and the value that was chosen with it. */
const stepOf = (key: string): readonly [command: string, chosen: string | undefined] => {
  const [command = '', chosen] = key.split(':');
  return [command, chosen];
};

/** What may be done with a document now, each with the form that its kind has for it. */
export function DocumentSteps({ kind, read, taking }: Props) {
  const { label } = useTelling();
  const offers = kind.commands.flatMap((command): readonly Offer[] => {
    const stand = read.steps.find(({ step }) => step === command);
    if (stand === undefined || stand.hindrance !== null) return [];
    if (command === 'attach' && !CAN_ATTACH) return [];
    const { split } = kind;
    const isSplit = split?.command === command;
    const keys = isSplit
      ? freeIds(stand.values?.[split.field]).map((id) => `${command}:${id}`)
      : [command];
    const isFirst = kind.first.includes(command);
    return keys.map((key) => ({
      key,
      command,
      label: labelOf(kind, key, label),
      isFirst: isFirst || (isSplit && keys.length > 1 && key === keys[0]),
    }));
  });
  return (
    <Steps
      read={read}
      taking={taking}
      offers={offers}
      commands={kind.commands}
      form={(offer, form) => <Form kind={kind} read={read} offer={offer} {...form} />}
    >
      <Why kind={kind} read={read} />
    </Steps>
  );
}

/** What a step is called: in words of its kind where there are any. */
function labelOf(
  { texts }: DocumentKind<AnyRecord>,
  key: string,
  label: (key: string, usual: string) => string,
): string {
  const [command, chosen] = stepOf(key);
  const own = chosen === undefined ? `${texts}.step.${command}` : `${texts}.step.${chosen}`;
  return label(own, label(`step.${command}`, chosen ?? command));
}

interface FormOf extends FormProps {
  readonly kind: DocumentKind<AnyRecord>;
  readonly read: Read<AnyRecord>;
  readonly offer: Offer;
}

function Form({ kind, read, offer, ...form }: FormOf) {
  const say = useTelling();
  const specs = useFieldSpecs();
  // Kept as long as the form is open, so that what is sent twice is made once.
  const [id] = useState(() => newId(8));
  const [command, chosen] = stepOf(offer.key);
  if (command === 'attach') return <AttachForm {...form} />;
  const values = (field: string) =>
    freeIds(read.steps.find(({ step }) => step === command)?.values?.[field]);
  const asking = { command, read, specs, say, values };
  const { split } = kind;
  const preset = split !== undefined && chosen !== undefined ? { [split.field]: chosen } : {};
  const usual = say.label(`step.${command}.do`, say.t('documents.do'));
  return (
    <FieldsForm
      {...form}
      fields={kind.fields(asking, chosen)}
      fixed={{ ...kind.fixed?.(command, id), ...preset }}
      note={kind.note?.(asking, chosen)}
      submit={say.label(`${kind.texts}.step.${command}.do`, usual)}
    />
  );
}

/** Why what seems next is not for whoever looks, or not yet. */
function Why({ kind, read }: Pick<Props, 'kind' | 'read'>) {
  const say = useTelling();
  const { t, label } = say;
  const { record, steps } = read;
  const texts: string[] = [];
  const answer = steps.find(({ step }) => step === 'approve');
  if (kind.waits(record, say)) {
    const own = answer?.values?.['entry']?.some(({ hindrance }) => hindrance !== null) === true;
    if (answer === undefined) texts.push(t('documents.waits'));
    else if (answer.hindrance === 'second-person' || own) texts.push(t(`${kind.texts}.hadPart`));
    else if (answer.hindrance === 'alerts') texts.push(t('bulk.newAlerts'));
  }
  const { split } = kind;
  const stand = steps.find(({ step }) => step === split?.command);
  for (const { id, hindrance } of stand?.values?.[split?.field ?? ''] ?? []) {
    if (hindrance !== 'dossier') continue;
    texts.push(t('redress.incomplete', { step: label(`redress.step.${id}`, id) }));
  }
  return texts.map((text) => (
    <p key={text} className="notice">
      {text}
    </p>
  ));
}
