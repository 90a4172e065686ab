import { expect, test } from 'vitest';
import type { Verified } from '../law/index.ts';
import { citationOf } from './basis.ts';
import { type Field, fieldOf } from './form.ts';
import { REPORTS } from './reports.ts';
import type { Report } from './types.ts';

/** Codes are listed where they are few; of long lists the table of data has them. */
const FEW_CODES = 12;

function kindOf(field: Field): string {
  if (field.codes !== undefined) {
    const codes = Object.keys(field.codes);
    return codes.length > FEW_CODES
      ? `one of ${codes.length} codes`
      : `one of ${codes.map((code) => `\`${code}\``).join(', ')}`;
  }
  if (field.type === 'boolean') return 'yes or no';
  if (field.type === 'integer') return `${field.minimum} to ${field.maximum}`;
  if (field.day) return 'a day';
  if (field.pattern !== undefined) return `\`${field.pattern.replaceAll('|', '\\|')}\``;
  return `text, ${field.maxLength} characters`;
}

/** A part that a form has in several places is told once, and named where it is again. */
function* rowsOf(form: Field, seen = new Map<object, string>(), path = ''): Generator<string> {
  for (const [key, field] of Object.entries(form.properties ?? {})) {
    const { items } = field;
    const at = `${path}${key}`;
    const many = items === undefined ? '' : `up to ${field.maxItems}`;
    const inside = items ?? field;
    const isPart = inside.properties !== undefined || inside.items !== undefined;
    const before = seen.get(inside.properties ?? inside);
    const part = before === undefined ? 'a part' : `as \`${before}\``;
    const kind = [many, isPart ? part : kindOf(inside)].filter((text) => text).join(': ');
    yield `| \`${at}${items === undefined ? '' : '[]'}\` | ${field.label.en} / ${field.label.es} | ${kind} | ${field.asked ? 'yes' : ''} |`;
    if (inside.properties === undefined || before !== undefined) continue;
    const name = `${at}${items ? '[]' : ''}`;
    seen.set(inside.properties, name);
    yield* rowsOf(inside, seen, `${name}.`);
  }
}

const VERIFIED: Readonly<Record<Verified, string>> = {
  official: 'compared with the official text',
  copy: 'read in a public copy',
  secondary: 'read of in a report or summary',
  unverified: 'general knowledge, not verified',
};

const basisOf = ({ basis }: Report): string[] =>
  basis.map((id) => {
    const { cite, title, date, verified } = citationOf(id);
    return `- ${cite}${date === null ? '' : ` (${date})`}: ${title}; ${VERIFIED[verified]}`;
  });

const sectionOf = (report: Report): string[] => [
  `## ${report.name}`,
  '',
  `**${report.title.en}** / ${report.title.es}. ${report.about.en}`,
  '',
  `Formats: ${report.formats.join(', ')}.${report.compartment === undefined ? '' : ' Of the compartment `sar`: whoever has no right to it must not learn that it exists.'}`,
  '',
  'Rests on:',
  '',
  ...basisOf(report),
  '',
  '| Field | Name | What it takes | Asked for |',
  '|---|---|---|---|',
  ...rowsOf(fieldOf(report.input)),
  '',
];

test('the reference has every report; `npx vitest run src/reports/reference -u` writes it anew', async () => {
  const page = [
    '# Reports',
    '',
    'Each report is made from the fields below, alone: the same input, time and name of whoever makes it',
    'give the same bytes. Every field may be left out; what the form asks for, always or under a condition,',
    'is listed as missing, and nothing may be missing in a report that is approved, nor in XML. A preview is',
    'the same document with a mark. Nothing is sent anywhere. None of it is legal advice.',
    '',
    'Text is set in one line or in paragraphs, without control characters; lengths are in characters.',
    'Amounts are decimal numbers in text. [Decision 25](../decisions/0025-reports-are-forms-and-functions.md)',
    'says why it is so, and what was not verified.',
    '',
    '| Report | Formats |',
    '|---|---|',
    ...REPORTS.map(
      ({ name, title, formats }) =>
        `| [\`${name}\`](#${name}) ${title.en} | ${formats.join(', ')} |`,
    ),
    '',
    ...REPORTS.flatMap(sectionOf),
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/reference/reports.md');
});
