import { useLanguage } from '../language.tsx';
import type { FieldSpec } from './FieldsForm.tsx';
import type { CaseRecord, Term } from './wire.ts';
import { useWords, type Words } from './words.tsx';

/** What may be pinned. */
const PINS = ['record', 'list-version', 'document', 'announcement'] as const;

/** How a clock ends. */
const ENDS = ['done', 'void'] as const;

type WithClocks = Pick<CaseRecord, 'clocks'>;

/** The choice of a clock that runs. */
function clockField({ clocks }: WithClocks, label: string, words: Words): FieldSpec {
  const running = clocks.filter(({ ended }) => ended === null);
  const options = running.map(({ id, clock, due }) => ({
    id,
    name: `${id}. ${words.term(words.clocks, clock)} (${due})`,
  }));
  return { name: 'clock', label, as: 'choice', first: running[0]?.id ?? '', options };
}

/** The fields that forms of several kinds of documents are made of, in the reader's language. */
export function useFieldSpecs() {
  const { t, language } = useLanguage();
  const words = useWords();
  const options = (terms: readonly Term[]) =>
    terms.map(({ id, name }) => ({ id, name: name[language] }));
  const text: FieldSpec = { name: 'text', label: t('field.text'), as: 'text' };
  const day: FieldSpec = { name: 'day', label: t('field.day'), as: 'date' };
  const choice = (name: string, label: string, terms: readonly Term[]): FieldSpec => ({
    name,
    label,
    as: 'choice',
    options: options(terms),
  });
  const clock = (of: WithClocks) => clockField(of, t('field.clock'), words);
  const endClock = (of: WithClocks): readonly FieldSpec[] => [
    clock(of),
    {
      name: 'as',
      label: t('field.as'),
      as: 'choice',
      first: 'done',
      options: ENDS.map((id) => ({ id, name: t(`choice.${id}`) })),
    },
    day,
    {
      name: 'reference',
      label: t('field.reference'),
      as: 'line',
      optional: ({ as }) => as !== 'void',
    },
  ];
  const extendClock = (of: WithClocks): readonly FieldSpec[] => [
    clock(of),
    { name: 'extension', label: t('field.extension'), as: 'line' },
    { name: 'by', label: t('field.by'), as: 'line' },
  ];
  const pin: readonly FieldSpec[] = [
    {
      name: 'sort',
      label: t('field.sort'),
      as: 'choice',
      first: 'record',
      options: PINS.map((id) => ({ id, name: t(`choice.${id}`) })),
    },
    { name: 'reference', label: t('field.pinned'), as: 'line' },
    text,
  ];
  const returning = choice('reason', t('field.returning'), words.reasons.returning);
  return { options, text, day, choice, endClock, extendClock, pin, returning };
}

export type FieldSpecs = ReturnType<typeof useFieldSpecs>;
