import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { ApiError } from '../../api.ts';
import { type DocumentPath, documentHash } from '../../pages.ts';
import { calls } from '../calls.ts';
import { type FieldSpec, FieldsForm } from '../FieldsForm.tsx';
import { Refusal } from '../Refusal.tsx';
import { useFieldSpecs } from '../useFieldSpecs.ts';
import type { CaseRecord } from '../wire.ts';
import { newId, useTelling } from './kind.ts';

interface OpenProps {
  readonly path: DocumentPath;
  readonly fields: readonly FieldSpec[];
  /** What button opens the form, and what button of it opens the document. */
  readonly button: string;
  readonly submit: string;
  /** What is sent for what was given. */
  readonly inputOf: (given: Readonly<Record<string, string>>) => object;
}

/** A button, then a form, then the page of the document that was opened with it. */
function OpenForm({ path, fields, button, submit, inputOf }: OpenProps) {
  const { t } = useTelling();
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [id] = useState(() => newId(12));
  const open = async (given: object): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await calls.step(path, id, 'open', inputOf(given as Readonly<Record<string, string>>));
      location.hash = documentHash(path, id);
    } catch (failure) {
      setError(failure as ApiError);
    }
    setBusy(false);
  };
  return (
    <>
      <Button className="button fit" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {button}
      </Button>
      {isOpen && (
        <div className="open-step">
          <FieldsForm
            fields={fields}
            submit={submit}
            isFree
            busy={busy}
            onTake={(given) => void open(given)}
            onLeave={() => setOpen(false)}
          />
          {error !== undefined && <Refusal title={t('step.refused')} error={error} />}
        </div>
      )}
    </>
  );
}

interface RedressProps {
  readonly case?: string;
  readonly property?: string;
  /** Whom it is likely to concern. */
  readonly person?: string;
}

/** Opens redress about a case or a piece of property; without one, no complaint. */
export function OpenRedress({ case: of, property, person = '' }: RedressProps) {
  const { t, redress } = useTelling();
  const specs = useFieldSpecs();
  const isAbout = of !== undefined || property !== undefined;
  const types = redress.types.filter(({ id }) => isAbout || id !== 'complaint');
  const about = {
    ...(of !== undefined && { case: of }),
    ...(property !== undefined && { property }),
  };
  return (
    <OpenForm
      path="redress"
      button={t('redress.open')}
      submit={t('redress.open.do')}
      fields={[
        specs.choice('type', t('redress.type'), types),
        { name: 'person', label: t('redress.person'), as: 'line', first: person },
      ]}
      inputOf={(given) => ({ ...given, ...about })}
    />
  );
}

/** Opens the record of a piece of property that belongs to a case. */
export function OpenProperty({ record }: { readonly record: CaseRecord }) {
  const { t, property } = useTelling();
  const specs = useFieldSpecs();
  const { id, alerts, customerName, customer } = record;
  const listings = alerts.filter(({ verdict }) => verdict !== 'false_positive');
  const regimes = (['us', 'other'] as const).map((one) => ({
    id: one,
    name: t(`block.regime.${one}`),
  }));
  return (
    <OpenForm
      path="properties"
      button={t('block.open')}
      submit={t('block.open.do')}
      fields={[
        specs.choice('form', t('block.form'), property.forms),
        { name: 'regime', label: t('block.regime'), as: 'choice', options: regimes },
        {
          name: 'holder',
          label: t('block.holder'),
          as: 'line',
          first: customerName ?? customer ?? '',
        },
        { name: 'reference', label: t('block.reference'), as: 'line', optional: true },
        { ...specs.text, name: 'description', label: t('block.description') },
        {
          name: 'alert',
          label: t('block.listing'),
          as: 'choice',
          optional: true,
          options: listings.map(({ id: alert, caption, entity, dataset }) => ({
            id: alert,
            name: `${caption ?? entity} (${dataset})`,
          })),
        },
      ]}
      inputOf={({ alert: chosen, ...given }) => {
        const alert = listings.find((one) => one.id === chosen);
        const programmes = [...new Set(alert?.effects.map(({ programme }) => programme) ?? [])];
        const of = alert && { entity: alert.entity, dataset: alert.dataset };
        return { ...given, ...of, programmes, case: id };
      }}
    />
  );
}
