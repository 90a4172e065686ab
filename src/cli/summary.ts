import type { Language, RowSignal, ScreenSummary } from '../screening/index.ts';

type Kind = RowSignal['kind'];

/** What is said of a run, in one language. */
interface Words {
  readonly counts: (n: Numbers) => string;
  readonly readAs: (encoding: string, delimiter: string) => string;
  readonly unused: (headings: string) => string;
  readonly signal: (count: string, kind: string, first: string | undefined) => string;
  readonly first: (line: number, found: string) => string;
  readonly interrupted: string;
  readonly resumable: string;
  readonly nameAlone: string;
  readonly kinds: Readonly<Record<Kind, string>>;
}

type Numbers = Readonly<Record<'records' | 'withHits' | 'strong' | 'possible', string>>;

const EN: Words = {
  counts: (n) =>
    `${n.records} ${n.records === '1' ? 'record' : 'records'}, ${n.withHits} with hits: ` +
    `${n.strong} strong, ${n.possible} possible.`,
  readAs: (encoding, delimiter) => `Read as ${encoding}, columns separated by ${delimiter}.`,
  unused: (headings) => `Columns not used: ${headings} (see --map).`,
  signal: (count, kind, first) => `Look at these: ${count} × ${kind}${first ?? ''}.`,
  first: (line, found) => `, first on line ${line}: ${found}`,
  interrupted: 'Interrupted: what was written is whole.',
  resumable: 'Run the same again with --resume to go on.',
  nameAlone: 'A name alone never confirms: a person must look at every hit.',
  kinds: {
    'ragged-row': 'row with more or fewer values than headings',
    'row-too-large': 'row over the size limit, not screened',
    'bad-quote': 'stray quote',
    'nul-bytes': 'row with NUL characters',
    'mixed-encoding': 'change of encoding in the middle',
    'impossible-date': 'date that does not exist',
    'ambiguous-date': 'date that can be read two ways',
    'unreadable-date': 'date that cannot be read',
    'duplicate-id': 'id that stands twice',
    'no-name': 'row without a name to compare',
    'name-too-long': 'name that was cut',
    'too-many-values': 'cell with more values than are used',
    'unknown-country': 'country that is not known',
    'unknown-gender': 'gender that is not known',
    'unknown-type': 'type that is not known',
    'unused-value': 'value that does not fit the type',
  },
};

const ES: Words = {
  counts: (n) =>
    `${n.records} ${n.records === '1' ? 'registro' : 'registros'}, ` +
    `${n.withHits} con coincidencias: ${n.strong} de banda fuerte, ${n.possible} posible.`,
  readAs: (encoding, delimiter) => `Leído como ${encoding}, columnas separadas por ${delimiter}.`,
  unused: (headings) => `Columnas sin usar: ${headings} (véase --map).`,
  signal: (count, kind, first) => `Revise esto: ${count} × ${kind}${first ?? ''}.`,
  first: (line, found) => `, primera vez en la línea ${line}: ${found}`,
  interrupted: 'Interrumpido: lo que se escribió está completo.',
  resumable: 'Repita la misma orden con --resume para continuar.',
  nameAlone: 'Un nombre por sí solo nunca confirma: una persona debe revisar cada coincidencia.',
  kinds: {
    'ragged-row': 'fila con más o menos valores que encabezados',
    'row-too-large': 'fila que excede el límite de tamaño, sin comparar',
    'bad-quote': 'comilla suelta',
    'nul-bytes': 'fila con caracteres NUL',
    'mixed-encoding': 'cambio de codificación a la mitad',
    'impossible-date': 'fecha que no existe',
    'ambiguous-date': 'fecha que puede leerse de dos maneras',
    'unreadable-date': 'fecha que no se puede leer',
    'duplicate-id': 'identificador repetido',
    'no-name': 'fila sin nombre que comparar',
    'name-too-long': 'nombre recortado',
    'too-many-values': 'celda con más valores de los que se usan',
    'unknown-country': 'país desconocido',
    'unknown-gender': 'sexo desconocido',
    'unknown-type': 'tipo desconocido',
    'unused-value': 'valor que no corresponde al tipo',
  },
};

const WORDS: Readonly<Record<Language, Words>> = { en: EN, es: ES };

/** What the summary says besides what the run itself knows. */
export interface SummaryOptions {
  readonly language: Language;
  /** The first signal of each kind. */
  readonly firsts?: ReadonlyMap<Kind, RowSignal>;
  /** Whether an interrupted run can be gone on with. */
  readonly resumable?: boolean;
}

/** Long cells are cut: the summary is for reading. */
const FOUND_CHARACTERS = 80;

/** The summary of a run, for a person. */
export function describeSummary(
  summary: ScreenSummary,
  file: string,
  { language, firsts, resumable = false }: SummaryOptions,
): string {
  const words = WORDS[language];
  const n = (count: number) => count.toLocaleString(language === 'es' ? 'es-MX' : 'en-US');
  const counts = words.counts({
    records: n(summary.records),
    withHits: n(summary.recordsWithHits),
    strong: n(summary.hits.strong),
    possible: n(summary.hits.possible),
  });
  const lines = [
    `${file}: ${counts}`,
    words.readAs(summary.encoding, JSON.stringify(summary.delimiter)),
  ];
  const unused = Object.entries(summary.columns).filter(([, property]) => property === null);
  if (unused.length > 0) lines.push(words.unused(unused.map(([heading]) => heading).join(', ')));
  for (const [kind, count] of Object.entries(summary.signals) as [Kind, number][]) {
    const first = firsts?.get(kind);
    const where = first && words.first(first.line, cut(first.found));
    lines.push(words.signal(n(count), words.kinds[kind], where));
  }
  if (!summary.complete) {
    lines.push(resumable ? `${words.interrupted} ${words.resumable}` : words.interrupted);
  }
  lines.push(summary.coverage[language]);
  return [...lines, words.nameAlone].join('\n');
}

function cut(text: string): string {
  return text.length <= FOUND_CHARACTERS ? text : `${text.slice(0, FOUND_CHARACTERS)}…`;
}
