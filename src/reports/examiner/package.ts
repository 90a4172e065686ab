import { type Block, type Document, fields, gap, heading, note, text } from '../document.ts';
import { filled, isFilled } from '../form.ts';
import { basisBlocks, missingBlocks } from '../form-document.ts';
import { writePdf } from '../pdf/pdf.ts';
import { type Filling, report } from '../report.ts';
import { paragraphs } from '../text.ts';
import type { Language } from '../types.ts';
import {
  EXAMINER_FORM,
  type ExaminerInput,
  missingSources,
  type PointInput,
  wrongInPackage,
} from './form.ts';
import { GROUPS, POINTS } from './points.ts';

/** How far a point is answered: `partly` has content and says what is absent beside it. */
export type PointState = 'answered' | 'partly' | 'absent';

interface Standing {
  readonly number: number;
  readonly state: PointState;
}

/** How far each of the points is answered, and how many are. */
export function standingOf(input: ExaminerInput): {
  readonly points: readonly Standing[];
  readonly counts: Readonly<Record<PointState, number>>;
} {
  const points = POINTS.map(({ number }) => ({ number, state: stateOf(given(input, number)) }));
  const count = (state: PointState) => points.filter((point) => point.state === state).length;
  const counts = { answered: count('answered'), partly: count('partly'), absent: count('absent') };
  return { points, counts };
}

const given = ({ points }: ExaminerInput, number: number): PointInput | undefined =>
  points?.find((point) => point.number === number);

function stateOf(point: PointInput | undefined): PointState {
  if (point === undefined) return 'absent';
  const { text: words, figures, tables, absent } = point;
  const hasContent = isFilled(words) || isFilled(figures) || isFilled(tables);
  if (!hasContent) return 'absent';
  return isFilled(absent) ? 'partly' : 'answered';
}

const WORDS = {
  en: {
    states: { answered: 'answered', partly: 'answered in part', absent: 'absent' },
    institution: 'Institution',
    period: 'Period',
    version: 'Version of Tamiz',
    commit: 'Commit',
    standing: 'How far the points are answered',
    columns: ['Point', 'Title', 'State'],
    nothing: 'Absent: nothing was given for this point.',
    absent: 'Absent:',
    source: 'From:',
    figures: ['What', 'Value', 'From'],
    about:
      'Figures are those that were passed in, with where each comes from; this package works ' +
      'none out. What is absent is said to be absent.',
  },
  es: {
    states: { answered: 'contestado', partly: 'contestado en parte', absent: 'ausente' },
    institution: 'Institución',
    period: 'Periodo',
    version: 'Versión de Tamiz',
    commit: 'Commit',
    standing: 'Hasta dónde se contestan los puntos',
    columns: ['Punto', 'Título', 'Estado'],
    nothing: 'Ausente: no se dio nada para este punto.',
    absent: 'Ausente:',
    source: 'De:',
    figures: ['Qué', 'Valor', 'De dónde viene'],
    about:
      'Las cifras son las que se entregaron, con su origen; este paquete no calcula ninguna. Lo ' +
      'ausente se dice ausente.',
  },
} as const;

function pointBlocks(point: PointInput | undefined, language: Language): Block[] {
  const words = WORDS[language];
  if (point === undefined || stateOf(point) === 'absent') {
    const why = paragraphs(point?.absent ?? '');
    return why.length === 0
      ? [gap(words.nothing)]
      : why.map((line, index) => gap(index === 0 ? `${words.absent} ${line}` : line));
  }
  const figures = filled(point.figures);
  return [
    ...paragraphs(point.text ?? '').map(text),
    ...(isFilled(point.text) ? [note(`${words.source} ${point.from ?? '…'}`)] : []),
    ...(figures.length === 0 ? [] : [figureTable(figures, language)]),
    ...filled(point.tables).flatMap(({ title, headings, rows, from }): Block[] => [
      heading(title ?? '…', 2),
      {
        kind: 'table',
        headings: headings ?? [],
        // A row may be shorter than the headings, and never longer.
        rows: (rows ?? []).map((row) => (headings ?? []).map((_, index) => row[index] ?? '')),
        widths: (headings ?? []).map(() => 1),
      },
      note(`${words.source} ${from ?? '…'}`),
    ]),
    ...paragraphs(point.absent ?? '').map((line) => gap(`${words.absent} ${line}`)),
  ];
}

function figureTable(
  figures: readonly NonNullable<PointInput['figures']>[number][],
  language: Language,
): Block {
  return {
    kind: 'table',
    headings: WORDS[language].figures,
    rows: figures.map(({ what = '', value = '', unit, from = '' }) => [
      what,
      unit === undefined ? value : `${value} ${unit}`,
      from,
    ]),
    widths: [3, 2, 3],
  };
}

function packageDocument(filling: Filling<typeof EXAMINER_FORM>): Document {
  const { report: made, input, missing, context } = filling;
  const { language } = context;
  const words = WORDS[language];
  const { points, counts } = standingOf(input);
  const tally = (['answered', 'partly', 'absent'] as const)
    .map((state) => `${counts[state]} ${words.states[state]}`)
    .join(', ');
  return {
    title: made.title[language],
    blocks: [
      text(words.about),
      ...missingBlocks(missing, language),
      fields([
        [words.institution, input.institution ?? ''],
        [words.period, `${input.from ?? '…'} – ${input.to ?? '…'}`],
        [words.version, input.version ?? ''],
        [words.commit, input.commit ?? ''],
      ]),
      heading(words.standing),
      text(`${tally}.`),
      {
        kind: 'table',
        headings: words.columns,
        rows: points.map(({ number, state }) => [
          String(number),
          POINTS[number - 1]?.title[language] ?? '',
          words.states[state],
        ]),
        widths: [1, 6, 2],
      },
      ...POINTS.flatMap(({ number, group, title, asks }, index) => [
        ...(POINTS[index - 1]?.group === group ? [] : [heading(GROUPS[group]?.[language] ?? '')]),
        heading(`${number}. ${title[language]}`, 2),
        note(asks[language]),
        ...pointBlocks(given(input, number), language),
      ]),
      ...basisBlocks(made.basis, language),
    ],
  };
}

export const EXAMINER_PACKAGE = report({
  name: 'examiner-package',
  title: { en: "Examiner's package", es: 'Paquete para el examinador' },
  about: {
    en:
      'What a model-validation team or an examiner asks of the screening: 23 points, each with ' +
      'content and where it comes from, or with what is absent. Its figures are passed in.',
    es:
      'Lo que un equipo de validación o un examinador pide de la consulta de listas: 23 puntos, ' +
      'cada uno con contenido y su origen, o con lo que falta. Sus cifras se entregan.',
  },
  basis: ['3-nycrr-504-3', '3-nycrr-504', 'sr-26-2', 'eba-gl-2024-15'],
  input: EXAMINER_FORM,
  missingUnder: missingSources,
  wrong: wrongInPackage,
  computed: (input) => {
    const { points, counts } = standingOf(input);
    const named = points.map(({ number, state }) => {
      const { group, title } = POINTS[number - 1] ?? { group: '', title: { en: '', es: '' } };
      return { number, group, title, state };
    });
    return { standing: { counts, points: named } };
  },
  writers: { pdf: (filling) => writePdf(packageDocument(filling), filling.context) },
});
