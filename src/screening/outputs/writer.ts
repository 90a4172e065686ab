import type { HitRecord, ScreenSummary } from '../types.ts';

/** Writes the hits of a run; one for each format. */
export interface HitWriter {
  /** Resolves when there is room for the next one. */
  write(hit: HitRecord): Promise<void>;
  /** Writes what comes last and closes the output; it is valid from then on. */
  finish(summary: ScreenSummary): Promise<void>;
  /** Closes the output as it stands, after a failure. */
  close(): Promise<void>;
  /** Bytes after which the output can be cut off and gone on with; absent where it cannot. */
  readonly checkpoint?: () => Promise<number>;
}

/** The language of headings and explanations in CSV and XLSX. */
export type Language = 'en' | 'es';

/** The columns of a hit in CSV and XLSX, in their order. */
export const HIT_COLUMNS: readonly {
  readonly key: string;
  readonly heading: Readonly<Record<Language, string>>;
  readonly width: number;
}[] = [
  { key: 'record', heading: { en: 'Record', es: 'Registro' }, width: 14 },
  { key: 'band', heading: { en: 'Band', es: 'Banda' }, width: 10 },
  { key: 'score', heading: { en: 'Score', es: 'Puntaje' }, width: 9 },
  { key: 'caption', heading: { en: 'Listed as', es: 'Listado como' }, width: 40 },
  { key: 'entity', heading: { en: 'Listing', es: 'Ficha' }, width: 16 },
  { key: 'dataset', heading: { en: 'List', es: 'Lista' }, width: 22 },
  { key: 'query', heading: { en: 'Customer', es: 'Cliente' }, width: 50 },
  { key: 'explanation', heading: { en: 'Explanation', es: 'Explicación' }, width: 80 },
];

/** The cells of a hit, in the order of `HIT_COLUMNS`. */
export function hitCells(hit: HitRecord, language: Language): readonly (string | number)[] {
  const query = Object.entries(hit.query).map(
    ([heading, value]) => `${heading}: ${typeof value === 'string' ? value : value.join(', ')}`,
  );
  const explanation = hit.explanation.map((evidence) => evidence.sentence[language]);
  return [
    hit.record,
    hit.band,
    hit.score,
    hit.caption,
    hit.entity,
    hit.dataset,
    query.join('; '),
    explanation.join(' '),
  ];
}
