import { loadData } from '../../base/index.ts';
import type { TableLayout } from '../table.ts';

/** What a state of a taxpayer means. */
export interface State {
  readonly slug: string;
  readonly topics: readonly string[];
  /** The step that led to it. */
  readonly stage: string;
  /** Whether it clears the taxpayer. */
  readonly clears: boolean;
  /** What it means, in English and Spanish. */
  readonly meanings: readonly string[];
}

/** The columns of a step: letter and day on SAT's page, letter and day in the Official Gazette. */
export type Stages = Readonly<Record<string, readonly [string, string, string, string]>>;

const table = loadData<{
  readonly states: Readonly<Record<string, State>>;
  readonly stages: Stages;
  readonly bis: Stages;
  readonly bisMeanings: readonly string[];
}>('lists/mx-69b.json');

/** What the one state of article 69-B Bis means. */
export const BIS_MEANINGS: readonly string[] = table.bisMeanings;

/** The state by the publisher's word for it. */
export const stateOf = (text: string | undefined): State | undefined =>
  text !== undefined && Object.hasOwn(table.states, text) ? table.states[text] : undefined;

export type MxFormat = 'mx-69b-csv' | 'mx-69b-bis-csv' | 'mx-sfp-csv';

/** A layout, with the format that it is of. */
export interface MxLayout extends TableLayout {
  readonly format: MxFormat;
  readonly stages: Stages;
}

const SAT_HEADER = ['RFC', 'Nombre del Contribuyente', 'Situación del contribuyente'];

/** What the columns of sanctioned suppliers are called in 2016 and from 2021. */
export const SFP_COLUMNS = {
  name: ['PROVEEDOR O CONTRATISTA', 'Proveedor'],
  agency: ['DEPENDENCIA', 'Dependencia'],
  file: ['NUMERO DE EXPEDIENTE', 'Número de Expediente'],
  facts: ['HECHOS DE LA IRREGULARIDAD', 'Hechos'],
  business: ['OBJETO SOCIAL', 'Objeto Social'],
  ruling: ['SENTIDO DE RESOLUCION', 'Sentido de Resolución'],
  notified: ['FECHA DE NOTIFICACION', 'Fecha de Notificación'],
  ruled: ['FECHA DE RESOLUCION', 'FechadeResolucion'],
  term: ['PLAZO', 'Plazo años - meses'],
  amount: ['MONTO', 'Monto'],
  updated: ['FECHA DE ACTUALIZACION'],
} as const;

/** Of no use: which official answers for the row. */
const SFP_IGNORED = [
  'NOMBRE DEL RESPONSABLE DE LA INFORMACION',
  'Nombre del Responsable de la información',
];

/** The layout by the first characters of a file; undefined when it is none of Mexico's. */
export function mxLayout(prefix: string): MxLayout | undefined {
  if (/\bRFC,Nombre del Contribuyente,Situaci/.test(prefix)) {
    const isBis = prefix.includes('oficio global definitivo SAT');
    const stages = isBis ? table.bis : table.stages;
    return {
      format: isBis ? 'mx-69b-bis-csv' : 'mx-69b-csv',
      encoding: 'windows-1252',
      header: SAT_HEADER,
      known: ['No', 'No.', ...Object.values(stages).flat()],
      stages,
    };
  }
  const isNew = prefix.startsWith('PROVEEDOR O CONTRATISTA');
  if (!isNew && !/^Proveedor,Dependencia,/.test(prefix)) return undefined;
  return {
    format: 'mx-sfp-csv',
    encoding: isNew ? 'windows-1252' : 'utf-8',
    header: [isNew ? 'PROVEEDOR O CONTRATISTA' : 'Proveedor'],
    known: [...Object.values(SFP_COLUMNS).flat(), ...SFP_IGNORED],
    ragged: true,
    // The newer file quotes nothing: it has a tab behind each comma that separates.
    ...(isNew && { separators: [', \t', ',\t'], unquoted: true }),
    stages: {},
  };
}

/**
 * Which of the listings of article 69-B a file is, for the name that it is kept under: one of a
 * state alone, or the complete one.
 */
export function satPart(prefix: string): string {
  const words = Object.entries(table.states).filter(([word]) => prefix.includes(`,${word},`));
  return words.length === 1 ? (words[0]?.[1].slug ?? 'complete') : 'complete';
}
