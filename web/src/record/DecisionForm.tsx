import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice, Field } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';
import {
  decisionInput,
  type Group,
  groupsOf,
  NO_ROW,
  NO_THEN,
  type Row,
  type Then,
  verdictOfAll,
} from './decisionInput.ts';
import { Checks, LongText } from './fields.tsx';
import type { FormProps } from './Steps.tsx';
import type { CaseRecord } from './wire.ts';
import { TermOptions, useWords } from './words.tsx';

const VERDICTS = ['true_match', 'false_positive', 'needs_information'] as const;

interface Props extends FormProps {
  readonly record: CaseRecord;
}

/** A decision about every open alert, with its reasons, for a second person to approve. */
export function DecisionForm({ record, isFree, busy, onTake, onLeave }: Props) {
  const { t } = useLanguage();
  const { outcomes } = useWords();
  const [rows, setRows] = useState<Readonly<Record<string, Row>>>({});
  const [then, setThen] = useState<Then>(NO_THEN);
  const [text, setText] = useState('');
  const [lacks, setLacks] = useState(false);
  const groups = groupsOf(record.alerts);
  const rowOf = (key: string): Row => rows[key] ?? NO_ROW;
  const verdict = verdictOfAll(groups.map(({ key }) => rowOf(key)));
  const asksDay = outcomes.find(({ id }) => id === then.outcome)?.day === true;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isWhole = verdict !== undefined && groups.every(({ key }) => rowOf(key).reasons.length);
    setLacks(!isWhole);
    if (isWhole) onTake(decisionInput(groups, rowOf, then, text, asksDay));
  };
  return (
    <form className="form" onSubmit={submit}>
      <p className="quiet">{t('propose.what')}</p>
      {groups.map((group) => (
        <RowFields
          key={group.key}
          group={group}
          row={rowOf(group.key)}
          onChange={(row) => setRows((before) => ({ ...before, [group.key]: row }))}
        />
      ))}
      <ThenFields verdict={verdict} then={then} asksDay={asksDay} onChange={setThen} />
      <LongText label={t('propose.text')} value={text} onChange={setText} isRequired />
      {lacks && (
        <p className="bad" role="alert">
          {t('propose.lacks')}
        </p>
      )}
      <div className="form-foot">
        <Button type="submit" className="button primary" isDisabled={busy || !isFree}>
          {t('step.propose.do')}
        </Button>
        <Button className="button" onPress={onLeave}>
          {t('step.leave')}
        </Button>
      </div>
    </form>
  );
}

interface RowProps {
  readonly group: Group;
  readonly row: Row;
  readonly onChange: (row: Row) => void;
}

/** What holds for one alert, or for several of identical evidence. */
function RowFields({ group, row, onChange }: RowProps) {
  const { t, language } = useLanguage();
  const { reasons } = useWords();
  const names = group.alerts.map(({ id, caption, entity }) => `${id}. ${caption ?? entity}`);
  const choices = (reasons.verdicts[row.verdict] ?? []).map(
    ({ id, name }) => [id, name[language]] as const,
  );
  return (
    <fieldset className="decision-row">
      <legend dir="auto">{t('propose.alert', { names: names.join('; ') })}</legend>
      <Choice
        label={t('propose.verdict')}
        value={row.verdict}
        onChange={(verdict) => onChange({ ...row, verdict, reasons: [] })}
        isRequired
      >
        <option value="">{t('choice.none')}</option>
        {VERDICTS.map((verdict) => (
          <option key={verdict} value={verdict}>
            {t(`verdict.${verdict}`)}
          </option>
        ))}
      </Choice>
      {row.verdict !== '' && (
        <Checks
          legend={t('propose.reasons')}
          choices={choices}
          chosen={row.reasons}
          onChange={(chosen) => onChange({ ...row, reasons: chosen })}
        />
      )}
      {row.verdict === 'true_match' && <p className="quiet">{t('propose.beyondName')}</p>}
      {row.verdict === 'false_positive' && (
        <Field
          label={t('propose.suppress')}
          type="number"
          max={366}
          value={row.suppressDays}
          onChange={(suppressDays) => onChange({ ...row, suppressDays })}
          hint={t('propose.suppress.hint')}
        />
      )}
    </fieldset>
  );
}

interface ThenProps {
  readonly verdict: string | undefined;
  readonly then: Then;
  readonly asksDay: boolean;
  readonly onChange: (then: Then) => void;
}

/** What then happens: the case ends, or waits for more. */
function ThenFields({ verdict, then, asksDay, onChange }: ThenProps) {
  const { t } = useLanguage();
  const { outcomes, reasons } = useWords();
  const set = (field: keyof Then) => (value: string) => onChange({ ...then, [field]: value });
  if (verdict === 'needs_information') {
    return (
      <>
        <Choice
          label={t('field.waiting')}
          value={then.waitFor}
          onChange={set('waitFor')}
          isRequired
        >
          <option value="">{t('choice.none')}</option>
          <TermOptions terms={reasons.waiting} />
        </Choice>
        <Field
          label={t('field.until')}
          type="date"
          value={then.until}
          onChange={set('until')}
          isRequired
        />
      </>
    );
  }
  if (verdict !== 'true_match') return null;
  return (
    <>
      <Choice
        label={t('propose.outcome')}
        value={then.outcome}
        onChange={set('outcome')}
        isRequired
      >
        <option value="">{t('choice.none')}</option>
        <TermOptions terms={outcomes.filter((one) => one.verdict === verdict)} />
      </Choice>
      {asksDay && (
        <Field
          label={t('propose.day')}
          type="date"
          value={then.day}
          onChange={set('day')}
          hint={t('propose.day.hint')}
          isRequired
        />
      )}
    </>
  );
}
