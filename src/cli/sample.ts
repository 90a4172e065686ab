import type { HitRecord, Language, Screener } from '../screening/index.ts';
import { type Context, print, say } from './context.ts';
import { SAMPLE, sampleResult } from './sample-result.ts';
import { describeSummary } from './summary.ts';
import { type Column, formatTable } from './table.ts';

const ROWS = 20;

interface Words {
  readonly title: string;
  readonly headings: readonly [string, string, string, string, string, string];
  readonly nameAlone: string;
  readonly more: (n: number) => string;
  readonly took: (seconds: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: `The sample customers, screened (synthetic people; ${SAMPLE}):`,
    headings: ['record', 'customer', 'looks like', 'score', 'band', 'besides the name'],
    nameAlone: 'nothing: a name alone',
    more: (n) => `… and ${n} more: ./tamiz screen ${SAMPLE}`,
    took: (seconds) => `It took ${seconds} s.`,
  },
  es: {
    title: `Los clientes de muestra, comparados (personas ficticias; ${SAMPLE}):`,
    headings: ['registro', 'cliente', 'se parece a', 'puntaje', 'banda', 'además del nombre'],
    nameAlone: 'nada: solo el nombre',
    more: (n) => `… y ${n} más: ./tamiz screen ${SAMPLE} --lang es`,
    took: (seconds) => `Tardó ${seconds} s.`,
  },
};

/** Screens the synthetic sample customers and prints the best hits as a table. */
export async function screenSample(
  context: Context,
  screener: Screener,
  options: { readonly home: string; readonly language: Language },
): Promise<void> {
  const { home, language } = options;
  const words = WORDS[language];
  const { hits, summary, seconds } = await sampleResult(context, screener, home);
  const best = [...hits].sort((a, b) => b.score - a.score).slice(0, ROWS);
  say(context, `\n${words.title}\n`);
  print(context, hitTable(best, language, context.stdout.columns));
  if (hits.length > best.length) print(context, words.more(hits.length - best.length));
  const told = describeSummary(summary, SAMPLE, { language });
  say(context, `\n${told}\n${words.took(seconds.toFixed(1))}\n`);
}

const SHAPES: readonly Omit<Column, 'heading'>[] = [
  { most: 12 },
  { most: 34 },
  { most: 38 },
  { align: 'right' },
  {},
  { most: 52 },
];

/** Hits as a table: who, what they look like, how much, and the strongest reason. */
function hitTable(
  hits: readonly HitRecord[],
  language: Language,
  columns: number | undefined,
): string {
  const { headings, nameAlone } = WORDS[language];
  return formatTable(
    headings.map((heading, i) => ({ heading, ...SHAPES[i] })),
    hits.map((hit) => [
      hit.record,
      nameIn(hit),
      hit.caption,
      hit.score.toFixed(2),
      hit.band,
      reason(hit, language) ?? nameAlone,
    ]),
    columns,
  );
}

function nameIn(hit: HitRecord): string {
  const first = hit.query.name ?? Object.values(hit.query)[0] ?? '';
  return typeof first === 'string' ? first : (first[0] ?? '');
}

/** The weightiest fact that is not the name itself, whether for or against. */
function reason(hit: HitRecord, language: Language): string | undefined {
  const facts = hit.explanation.filter((e) => e.feature !== 'name' && e.points !== 0);
  const [first] = [...facts].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return first?.sentence[language];
}
