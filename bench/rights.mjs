/**
 * How long it takes to decide whether somebody may do something: every role and every action, with
 * things of one's own, of others and of another organisation. Needs no data beside the checkout.
 * `--save` writes the figures into bench/results.
 */
import { loadRights, permits, ROLES } from '../dist/accounts/index.js';
import { Report } from './lib/report.mjs';

const PASSES = 5;
const report = new Report('rights');

const started = performance.now();
const actions = [...loadRights().actions.keys()];
const loadedMs = performance.now() - started;

const things = [
  { tenant: 'main' },
  { tenant: 'main', owner: 'ana' },
  { tenant: 'main', owner: 'bea', compartment: 'sar' },
  { tenant: 'other' },
];
const person = { tenant: 'main', handle: 'ana', compartments: [], session: undefined };
const principals = ROLES.flatMap((role) => [
  { ...person, roles: [role], actor: { kind: 'user', id: 'ana' }, scopes: undefined },
  { ...person, roles: [role], actor: { kind: 'key', id: 'feed' }, scopes: actions },
]);
const questions = principals.flatMap((principal) =>
  actions.flatMap((action) => things.map((thing) => [principal, action, thing])),
);

let allowed = 0;
const passes = Array.from({ length: PASSES + 1 }, () =>
  questions.map((question) => {
    const from = performance.now();
    allowed += permits(...question) ? 1 : 0;
    return (performance.now() - from) * 1000;
  }),
).slice(1);
const medians = questions
  .map((_, i) => passes.map((pass) => pass[i]).sort((a, b) => a - b)[PASSES >> 1])
  .sort((a, b) => a - b);
const at = (share) => medians[Math.min(medians.length - 1, Math.floor(medians.length * share))];

report.table(
  'One decision, one core',
  ['questions', 'allowed', 'p50', 'p99', 'loading, once'],
  [
    [
      questions.length,
      allowed / (PASSES + 1),
      `${at(0.5).toFixed(0)} µs`,
      `${at(0.99).toFixed(0)} µs`,
      `${loadedMs.toFixed(0)} ms`,
    ],
  ],
  `For each question the median of ${PASSES} passes after a first one.`,
);
report.finish();
