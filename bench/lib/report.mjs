/**
 * What a measurement found: tables on stdout as they come, and with `--save` a file of figures in
 * `bench/results`, from which the page there is written anew.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform } from 'node:os';
import { join } from 'node:path';
import { root } from '../../tools/steps.mjs';
import { table } from '../common.mjs';

const folder = join(root, 'bench', 'results');

export const percent = (share, digits = 2) => `${(share * 100).toFixed(digits)} %`;
export const rounded = (n) => n.toFixed(3);

/** Collects the tables, targets and pictures of one measurement. */
export class Report {
  #name;
  #tables = [];
  #targets = [];
  #pictures = [];
  #started = performance.now();

  constructor(name) {
    this.#name = name;
  }

  /** `note` says in a sentence what the rows are. */
  table(title, headings, rows, note = '') {
    process.stdout.write(`\n${title}\n${note === '' ? '' : `${note}\n`}\n`);
    table(headings, rows);
    this.#tables.push({ title, note, headings, rows: rows.map((row) => row.map(String)) });
  }

  /** Prints only: rows that quote the labelled data, which is not ours to keep here. */
  show(title, headings, rows) {
    process.stdout.write(`\n${title}\n\n`);
    table(headings, rows);
  }

  /** One line of "what it must show". */
  target(measure, target, measured, met) {
    this.#targets.push({ measure, target, measured, met });
  }

  /** A picture `{ file, title, svg }`. */
  picture(picture) {
    this.#pictures.push(picture);
  }

  /** Prints the targets; with `--save` writes figures and pictures. */
  finish() {
    if (this.#targets.length > 0) {
      process.stdout.write('\nWhat it must show\n\n');
      table(['measure', 'target', 'measured', ''], this.#targets.map(targetRow));
    }
    const seconds = (performance.now() - this.#started) / 1000;
    process.stdout.write(`\n${this.#name}: ${seconds.toFixed(0)} s\n`);
    if (!process.argv.includes('--save')) return;
    mkdirSync(folder, { recursive: true });
    for (const { file, svg } of this.#pictures) writeFileSync(join(folder, file), svg);
    const result = {
      measured: new Date().toISOString().slice(0, 10),
      machine: machine(),
      seconds: Math.round(seconds),
      targets: this.#targets,
      tables: this.#tables,
      pictures: this.#pictures.map(({ file, title }) => ({ file, title })),
    };
    const text = `${JSON.stringify(result, null, 1)}\n`;
    writeFileSync(join(folder, `${this.#name}.json`), text);
    writeFileSync(join(folder, 'README.md'), page());
  }
}

const targetRow = ({ measure, target, measured, met }) => [
  measure,
  target,
  measured,
  met === undefined ? '' : met ? 'met' : 'not met',
];

function machine() {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${availableParallelism()} × ${model}, ${platform()} ${arch()}, Node ${process.version}`;
}

/** All saved results as one page. */
function page() {
  const results = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ name: file.slice(0, -5), ...JSON.parse(readFileSync(join(folder, file))) }));
  const targets = results.flatMap((result) => result.targets);
  const head = [
    '# Results',
    '',
    'Written by the measurements themselves (`npm run bench -- NAME --save`); what each does is in',
    '[`bench/README.md`](../README.md). Not edited by hand.',
    '',
    '## What it must show',
    '',
    markdown(['measure', 'target', 'measured', ''], targets.map(targetRow)),
  ];
  return `${[...head, ...results.flatMap(sectionOf)].join('\n')}\n`;
}

function sectionOf({ name, measured, machine: where, seconds, tables, pictures }) {
  return [
    '',
    `## ${name}`,
    '',
    `${measured}, ${where}; the whole measurement took ${seconds} s.`,
    ...tables.flatMap(({ title, note, headings, rows }) => [
      '',
      `### ${title}`,
      '',
      ...(note === '' ? [] : [note, '']),
      markdown(headings, rows),
    ]),
    ...pictures.flatMap(({ file, title }) => ['', `![${title}](${file})`]),
  ];
}

function markdown(headings, rows) {
  const line = (cells) => `| ${cells.map((c) => String(c).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}
