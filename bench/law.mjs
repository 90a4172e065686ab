/**
 * How long an answer about the law takes: every party of the built-in register, every programme and
 * every order, asked for by every kind of actor on several dates, as known then and now. Needs no
 * data beside the checkout. `--save` writes the figures into bench/results.
 */
import {
  actorKinds,
  dueOf,
  effectsOf,
  orders,
  partyOf,
  partyOfOrder,
  partyOfProgramme,
  programmes,
} from '../dist/law/index.js';
import { registerEntities } from '../dist/lists/index.js';
import { Report } from './lib/report.mjs';

const PASSES = 5;
const DATES = ['2013-06-01', '2022-01-01', '2025-10-20', '2026-06-30'];
const TARGET_US = 50;

const report = new Report('law');
const entities = [...registerEntities()];
const sanctions = new Map();
for (const entity of entities.filter(({ schema }) => schema === 'Sanction')) {
  const [id] = entity.texts('entity');
  sanctions.set(id, [...(sanctions.get(id) ?? []), entity]);
}
const listed = entities.filter(({ id }) => sanctions.has(id));
const actors = actorKinds.flatMap((kind) =>
  ['us', 'mx'].map((jurisdiction) => ({ jurisdiction, kind })),
);

/** Microseconds of each call of `ask` with each of `inputs`, the median of several passes. */
function timed(inputs, ask) {
  const passes = Array.from({ length: PASSES + 1 }, () =>
    Float64Array.from(inputs, (input) => {
      const started = performance.now();
      ask(input);
      return (performance.now() - started) * 1000;
    }),
  ).slice(1);
  const medians = Float64Array.from(inputs, (_, i) => {
    const times = passes.map((pass) => pass[i]).sort((a, b) => a - b);
    return times[PASSES >> 1];
  }).sort();
  const all = Float64Array.from(passes.flatMap((pass) => [...pass])).sort();
  return { medians, all };
}

const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const us = (time) => `${time.toFixed(1)} µs`;

const parties = [
  ...listed.map((entity) => partyOf(entity, sanctions.get(entity.id))),
  ...[...programmes.keys()].map((id) => partyOfProgramme(id)),
  ...[...orders.keys()].map((id) => partyOfOrder(id)),
];
const questions = parties.flatMap((party) =>
  actors.flatMap((actor) =>
    DATES.flatMap((date) => [
      { party, actor, date },
      { party, actor, date, knownAt: date },
    ]),
  ),
);

const answers = timed(questions, ({ party, date, actor, knownAt }) =>
  effectsOf(party, date, actor, knownAt),
);
const made = timed(listed, (entity) => partyOf(entity, sanctions.get(entity.id)));
const dues = timed(
  Array.from({ length: 2_000 }, (_, i) => new Date(Date.UTC(2025, 0, 1 + (i % 700)))),
  (day) => dueOf('ofac.blocked.initial', day.toISOString().slice(0, 10)),
);

report.table(
  'One call, one core',
  ['call', 'inputs', 'p50', 'p99', 'p99 of all passes'],
  [
    ['effectsOf: an answer', questions.length, answers],
    ['partyOf: from a listing and its sanctions', listed.length, made],
    ['dueOf: ten business days', 2_000, dues],
  ].map(([name, inputs, { medians, all }]) => [
    name,
    inputs,
    us(at(medians, 0.5)),
    us(at(medians, 0.99)),
    us(at(all, 0.99)),
  ]),
  `For each input the median of ${PASSES} passes after a first one; “all passes” lets count what ` +
    'else the machine did.',
);
const p99 = at(answers.medians, 0.99);
report.target('law: an answer of effectsOf, p99', `< ${TARGET_US} µs`, us(p99), p99 < TARGET_US);
report.finish();
