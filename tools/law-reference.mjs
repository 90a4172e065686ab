/**
 * Writes `docs/reference/law.md` from the tables of `data/law`: node tools/law-reference.mjs.
 * A test fails when the page is not what the tables say.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './steps.mjs';

const PAGE = join(root, 'docs', 'reference', 'law.md');
const read = (name) => JSON.parse(readFileSync(join(root, 'data', 'law', `${name}.json`), 'utf8'));

const { citations } = read('citations');
const { programmes } = read('programmes');
const { orders } = read('orders');
const { licences } = read('licences');
const { clocks } = read('clocks');
const { calendars, verified: calendarsVerified, citations: calendarCitations } = read('calendars');
const { classes, kinds } = read('actors');
const { names } = read('ambiguous-names');
const { designations } = read('designations');
const words = read('words');

const row = (cells) =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
const table = (headings, rows) => [row(headings), row(headings.map(() => '---')), ...rows.map(row)];
const cites = (ids) => ids.map((id) => `[${citations[id].cite}](#cite-${id})`).join('; ');
const sure = (verified) => words.verified[verified].en;
const both = ({ en, es }) => `${en} / ${es}`;
const bullets = (texts) => texts.map((text) => `- ${text}`);

/** The days of a fact: each statement with the day from which it was known. */
function days(held) {
  return held
    .map(({ known, from, to, seen, announced }) => {
      const parts = [
        from === undefined ? '' : `from ${from}`,
        to === undefined ? '' : `until ${to}`,
        seen === undefined ? '' : `seen on ${seen}`,
        announced ? 'announced only' : '',
      ].filter((part) => part !== '');
      return `${parts.length === 0 ? 'no day set' : parts.join(', ')} (known ${known})`;
    })
    .join('; ');
}

function effectLines(effect) {
  const bound = effect.binds.map((one) => classes[one].en).join(', ');
  const unless = (effect.unless ?? []).map((one) => classes[one].en).join(', ');
  const clockLinks = effect.clocks.map((id) => `[\`${id}\`](#clock-${slug(id)})`).join(', ');
  return [
    `**${words.acts[effect.act].en}** \`${effect.id}\`: ${effect.text.en}`,
    '',
    ...bullets([
      `binds: ${bound}${unless === '' ? '' : `, but not ${unless}`}`,
      `reaches: ${effect.reach.map((one) => words.reaches[one].en).join('; ')}`,
      ...effect.duties.map(({ en }) => `duty: ${en}`),
      ...(effect.factors ?? []).map(({ en }) => `factor: ${en}`),
      ...(effect.factorCitations ? [`factors from: ${cites(effect.factorCitations)}`] : []),
      ...(clockLinks === '' ? [] : [`clocks: ${clockLinks}`]),
      `rests on: ${cites(effect.citations)}`,
      `verified: ${sure(effect.verified)}`,
    ]),
    '',
  ];
}

function programmeLines(programme) {
  return [
    `### ${programme.id}: ${programme.name.en}`,
    '',
    ...bullets([
      `Spanish: ${programme.name.es}`,
      `tags of lists: ${programme.tags.map((tag) => `\`${tag}\``).join(', ')}`,
      `decided by: ${programme.decides.en}`,
      `in force: ${days(programme.held)}`,
      `rests on: ${cites(programme.citations)}`,
      `verified: ${sure(programme.verified)}`,
      ...programme.notes.map(({ en }) => en),
      ...programme.amendments.map(
        ({ what, citations: ids, verified }) =>
          `may change: ${what.en} (${cites(ids)}; ${sure(verified)})`,
      ),
    ]),
    '',
    ...programme.effects.flatMap(effectLines),
  ];
}

function orderLines(order) {
  const named = ({ name, aliases = [], text }) =>
    `${[name, ...aliases].join(', also ')} (${text.en})`;
  return [
    `### \`${order.id}\`: ${order.names[0]}`,
    '',
    ...bullets([
      `programme: ${order.programme}, ${order.status}`,
      `names: ${order.names.join('; ')}`,
      `countries: ${order.countries.join(', ') || 'any'}`,
      `takes in: ${order.include.map(named).join('; ') || 'nobody else by name'}`,
      `leaves out: ${order.exclude.map(named).join('; ') || 'nobody by name'}`,
      `days: ${days(order.held)}`,
      ...(order.announced === null ? [] : [`announced ${order.announced}`]),
      ...(order.sarKey === null ? [] : [`${words.orderTexts.sarKey.en}: \`${order.sarKey}\``]),
      order.note.en,
      `rests on: ${cites(order.citations)}`,
      `verified: ${sure(order.verified)}`,
    ]),
    '',
  ];
}

function licenceLines(licence) {
  return [
    `### \`${licence.id}\`: ${licence.name.en}`,
    '',
    `${licence.permits.en} It ${words.mayApply.en}:`,
    '',
    ...bullets([
      ...licence.conditions.map(({ en }) => `condition: ${en}`),
      `programmes: ${licence.programmes.join(', ')}`,
      `for: ${licence.binds.map((one) => classes[one].en).join(', ')}`,
      `in force: ${days(licence.held)}`,
      `rests on: ${cites(licence.citations)}`,
      `verified: ${sure(licence.verified)}`,
    ]),
    '',
  ];
}

const slug = (id) => id.replaceAll('.', '-');

function period(version) {
  if (version.unit === 'at-once') return 'at once';
  if (version.unit === 'annual') return `as of ${version.asOf}, by ${version.due}`;
  const unit = version.unit === 'business-day' ? 'business day' : version.unit;
  return `${version.period} ${unit}${version.period === 1 ? '' : 's'}`;
}

function clockRows() {
  return clocks.flatMap((clock) =>
    clock.versions.map((version) => [
      `<a id="clock-${slug(clock.id)}"></a>\`${clock.id}\``,
      [
        clock.name.en,
        version.note?.en,
        clock.carriesOver?.en,
        ...(clock.extensions ?? []).map((one) => `May be extended: ${one.name.en}.`),
      ]
        .filter((text) => text !== undefined)
        .join('. ')
        .replaceAll('..', '.'),
      clock.starts.en,
      `${period(version)} (${clock.kind})`,
      `from ${version.from}, known ${version.known}`,
      clock.timeZone,
      cites(version.citations),
      sure(version.verified),
    ]),
  );
}

function citationRows() {
  return Object.entries(citations).map(([id, { cite, title, date, verified }]) => [
    `<a id="cite-${id}"></a>\`${id}\``,
    cite,
    title,
    date ?? '',
    sure(verified),
  ]);
}

function counts() {
  const all = Object.values(citations).map(({ verified }) => verified);
  return Object.entries(words.verified).map(([level, { en }]) => [
    `\`${level}\``,
    en,
    all.filter((one) => one === level).length,
  ]);
}

const intro = () => [
  '# The law that Tamiz knows',
  '',
  '<!-- Written by tools/law-reference.mjs from data/law. Do not edit by hand. -->',
  '',
  `${words.notice.en} ${words.union.en} What it is for, and what not, is in`,
  '[concepts/law.md](../concepts/law.md). The tables hold every sentence in Spanish too.',
  '',
  '## How far the sources were verified',
  '',
  ...table(['level', 'meaning', 'citations'], counts()),
  '',
];

const actors = () => [
  '## Actors',
  '',
  'A country code, or `foreign`, and a kind: `us-bank`, `mx-bank`, `foreign-shipping-line`.',
  '',
  ...table(
    ['kind', 'in words', 'in the United States', 'elsewhere'],
    Object.entries(kinds).map(([kind, { en, es, us, foreign, note }]) => [
      `\`${kind}\``,
      `${both({ en, es })}${note === undefined ? '' : `. ${note.en}`}`,
      us.map((one) => classes[one].en).join(', '),
      foreign.map((one) => classes[one].en).join(', '),
    ]),
  ),
  '',
];

function calendarLines() {
  const rows = Object.entries(calendars).map(([id, calendar]) => {
    const own = calendar.holidays.map((holiday) => holiday.id).join(', ');
    const base = calendar.extends === undefined ? '' : `those of \`${calendar.extends}\`, `;
    return [`\`${id}\``, calendar.name.en, calendar.since, `${base}${own}`];
  });
  return [
    '## Calendars',
    '',
    ...table(['id', 'name', 'from', 'holidays'], rows),
    '',
    `Rests on ${cites(calendarCitations)}; ${sure(calendarsVerified)}.`,
    '',
  ];
}

const ambiguous = () => [
  '## Names that mean several parties',
  '',
  ...table(
    ['name', 'parties', 'why', 'verified'],
    names.map(({ name, parties, why, verified }) => [
      name,
      parties.map((id) => `\`${id}\``).join(', '),
      why.en,
      sure(verified),
    ]),
  ),
  '',
];

const extraDays = () => [
  '## Days that the register does not hold',
  '',
  ...table(
    ['party', 'programme', 'days', 'note', 'rests on', 'verified'],
    designations.map(({ party, programme, held, note, citations: ids, verified }) => [
      `\`${party}\``,
      programme,
      days(held),
      note.en,
      cites(ids),
      sure(verified),
    ]),
  ),
  '',
];

/** The whole page. */
export function lawPage() {
  return [
    ...intro(),
    ...actors(),
    '## Programmes and their effects',
    '',
    ...programmes.flatMap(programmeLines),
    '## FinCEN orders and rules',
    '',
    'Their parties stand on no OFAC list.',
    '',
    ...orders.flatMap(orderLines),
    '## Licences',
    '',
    'An answer names what may apply. It never says that it does.',
    '',
    ...licences.flatMap(licenceLines),
    '## Clocks',
    '',
    '`verified` is about the period. The day from which the first version of a clock holds, like',
    'the first day of a programme, is general knowledge unless its citation gives it.',
    '',
    ...table(
      ['id', 'what', 'starts when', 'period', 'version', 'time zone', 'rests on', 'verified'],
      clockRows(),
    ),
    '',
    ...calendarLines(),
    ...ambiguous(),
    ...extraDays(),
    '## Citations',
    '',
    ...table(['id', 'citation', 'what it is', 'date', 'verified'], citationRows()),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(PAGE, lawPage());
  process.stdout.write(`${PAGE}\n`);
}
