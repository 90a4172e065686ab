import type { Static } from 'typebox';
import { asked, day, form, isFilled, line, list, type Missing, prose, whole } from '../form.ts';
import { POINTS } from './points.ts';

const from = () => line(500, 'Where it comes from', 'De dónde viene');

const figure = form('Figure', 'Cifra', {
  what: asked(line(300, 'What', 'Qué')),
  value: asked(line(200, 'Value', 'Valor')),
  unit: line(50, 'Unit', 'Unidad'),
  from: asked(from()),
});

const table = form('Table', 'Tabla', {
  title: asked(line(200, 'Title', 'Título')),
  headings: asked(list(8, 'Headings', 'Encabezados', line(100, 'Heading', 'Encabezado'))),
  rows: list(1_000, 'Rows', 'Renglones', list(8, 'Row', 'Renglón', line(500, 'Cell', 'Celda'))),
  from: asked(from()),
});

/**
 * What is put into an examiner's package. Figures come from whoever measured or counted them: a
 * package works nothing out, and each says where it comes from.
 */
export const EXAMINER_FORM = form("Examiner's package", 'Paquete del examinador', {
  institution: asked(line(255, 'Institution', 'Institución')),
  from: asked(day('First day', 'Primer día')),
  to: asked(day('Last day', 'Último día')),
  version: asked(line(100, 'Version of Tamiz', 'Versión de Tamiz')),
  commit: line(64, 'Commit of the code', 'Commit del código'),
  points: list(
    POINTS.length,
    'Points',
    'Puntos',
    form('Point', 'Punto', {
      number: asked(whole(1, POINTS.length, 'Number', 'Número')),
      text: prose(20_000, 'Text', 'Texto'),
      from: from(),
      figures: list(500, 'Figures', 'Cifras', figure),
      tables: list(50, 'Tables', 'Tablas', table),
      absent: prose(4_000, 'What is absent, and why', 'Qué falta, y por qué'),
    }),
  ),
});

export type ExaminerInput = Static<typeof EXAMINER_FORM>;
export type PointInput = NonNullable<ExaminerInput['points']>[number];

/** A text without its source is no evidence. */
export function missingSources({ points }: ExaminerInput): Missing[] {
  return (points ?? []).flatMap(({ text, from: source }, index) =>
    isFilled(text) && !isFilled(source)
      ? [
          {
            path: `points.${index}.from`,
            label: { en: 'Where the text comes from', es: 'De dónde viene el texto' },
          },
        ]
      : [],
  );
}

export function wrongInPackage({ from: first, to, points }: ExaminerInput): string | undefined {
  if (first !== undefined && to !== undefined && to < first) return 'a last day before the first';
  const numbers = (points ?? []).flatMap(({ number }) => (number === undefined ? [] : [number]));
  const twice = numbers.find((number, index) => numbers.indexOf(number) !== index);
  return twice === undefined ? undefined : `the point ${twice} twice`;
}
