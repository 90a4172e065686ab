/**
 * Measures what happens to the parts of a name between two records of one party, and between those
 * of two parties that share a rare word; ten times the logarithm of the two rates' quotient is what
 * it is worth in decibans. Prints tables; `docs/concepts/matching.md` says which weights of
 * `data/matching/model.json` follow from them.
 *
 *   npm run build && node tools/name-weights.mjs <folder of public files>
 *
 * No population is a file of customers: see `SAYS`. The labelled name pairs of the benchmarks are
 * not read, as weights are checked on them.
 */
import { exampleToEntity } from '../dist/entity/index.js';
import { buildEngine } from '../dist/matching/index.js';
import { MODEL } from '../dist/matching/model.js';
import { partyNames } from '../dist/matching/party.js';
import { align, eventsOf, RARE } from './lib/name-events.mjs';
import {
  britishPeople,
  linked,
  random,
  readJudged,
  readSdn,
  readUn,
  rowsOf,
} from './lib/public-lists.mjs';

const MOST_PAIRS_OF_WORD = 40;

const SAYS = `
Same party:
- aliases: primary names and strong aliases of one listing. Written down because they differ, so
  that equal parts are rare and every deviation is overstated.
- lists: primary names of one person on OFAC's and the UN's or the United Kingdom's list, linked by
  a number. Two offices, often of one source.
- judged: captions of pairs that OpenSanctions' reviewers held to be one party: seen, so the easier.
- customers: invented customers' records of listed people. Each was given one deviation by plan; how
  often says nothing, and it has no slips but a typist's.
Two parties:
- namesakes: primary names on OFAC's list that share a word of ${RARE / 10} bits or more, at most
  ${MOST_PAIRS_OF_WORD} pairs a word. Many are relatives and firms of one group, more than among
  strangers.
- judged two: the same reviewers' other pairs, too few for estimates.
- best: invented customers and the listing whose name scores best for each. Chosen by the
  score that is to be weighed, so it is shown and enters no estimate.
The word that a pair was chosen by is left out on either side. Half a case is added to each count.`;

const primary = (entity) => partyNames(entity)[0];
const FIRM = /^(Organization|Company|LegalEntity)$/;
const isFirm = ({ schema }) => FIRM.test(schema);
const isPerson = ({ schema }) => schema === 'Person';

/** Counts of events in one population: those of parts, and the answers to each question. */
class Population {
  pairs = 0;
  totals = new Map();
  counts = new Map();

  add(ours, theirs) {
    if (ours === undefined || theirs === undefined) return;
    const events = eventsOf(ours, theirs);
    if (events === undefined) return;
    this.pairs++;
    for (const event of events.parts) this.#count('parts', event);
    for (const event of events.whole) this.#count(event.split(': ')[0], event);
  }

  #count(question, event) {
    this.totals.set(question, (this.totals.get(question) ?? 0) + 1);
    this.counts.set(event, (this.counts.get(event) ?? 0) + 1);
  }

  rate(question, event) {
    return ((this.counts.get(event) ?? 0) + 0.5) / ((this.totals.get(question) ?? 0) + 1);
  }
}

function fill(pairs) {
  const population = new Population();
  for (const [ours, theirs] of pairs) population.add(ours, theirs);
  return population;
}

/** Primary names with the strong aliases beside them. */
function* aliasPairs(entities) {
  for (const entity of entities) {
    const names = partyNames(entity);
    for (const alias of names) {
      if (alias.property === 'alias' && alias.cap === 'none') yield [alias, names[0]];
    }
  }
}

/** Primary names of different parties that share a rare word. */
function* namesakes(entities) {
  const byWord = new Map();
  for (const entity of entities) {
    const name = primary(entity);
    name?.words.forEach((word, at) => {
      if (name.parts.bits[at] < RARE || (name.parts.codes[at] & 15) !== 0) return;
      byWord.set(word, [...(byWord.get(word) ?? []), name]);
    });
  }
  for (const names of byWord.values()) {
    const all = (names.length * (names.length - 1)) / 2;
    for (let nth = 0; nth < Math.min(all, MOST_PAIRS_OF_WORD); nth++) {
      const [a, b] = [names[random(names.length)], names[random(names.length)]];
      if (a !== b) yield [a, b];
    }
  }
}

function* judgedPairs(schemas, wanted) {
  for (const { left, right, judgement } of readJudged()) {
    if ((judgement === 'positive') !== wanted || !schemas.test(left.schema)) continue;
    const names = [left, right].map(({ id, schema, caption }) =>
      primary(exampleToEntity({ id, schema, properties: { name: [caption] } })),
    );
    yield names;
  }
}

const asked = (name) =>
  primary(exampleToEntity({ id: 'q', schema: 'Person', properties: { name: [name] } }));

function* customerPairs(customers, sdn) {
  const byId = new Map(sdn.map((entity) => [entity.id, entity]));
  for (const { name, expected } of customers) {
    const listed = byId.get(`ofac-${expected}`);
    if (listed !== undefined) yield [asked(name), primary(listed)];
  }
}

/** Customers who are on no list, beside the listed name that is nearest to theirs. */
function* bestPairs(customers, sdn) {
  const source = { dataset: 'sdn', title: 'sdn', version: '1', published: null };
  const engine = buildEngine([{ source, entities: sdn.filter(isPerson) }]);
  for (const { name, expected } of customers) {
    if (expected !== '') continue;
    const example = { schema: 'Person', properties: { name: [name] } };
    const [match] = engine.match(example, { threshold: 0, limit: 1 }).matches;
    if (match === undefined) continue;
    const ours = asked(name);
    const names = partyNames(match.entity).map((theirs) => [align(ours, theirs), theirs]);
    yield [ours, names.reduce((best, one) => (one[0] > best[0] ? one : best))[1]];
  }
}

const decibans = (same, two, question, event) =>
  10 * Math.log10(same.rate(question, event) / two.rate(question, event));

/** One table; estimates are against namesakes, less that of `base` where there is one. */
function table(title, question, events, { same, two, shown }, { base, weight }) {
  const percent =
    ([, one]) =>
    (event) =>
      `${Number((100 * one.rate(question, event)).toPrecision(2))} %`;
  const all = [...same, ['namesakes', two], ...shown];
  const heads = [
    '',
    ...all.map(([name, { pairs }]) => `${name} (${pairs})`),
    ...same.map(([name]) => `${name}: dB`),
    'weight',
  ];
  console.log(`\n### ${title}\n\n| ${heads.join(' | ')} |\n|${'---|'.repeat(heads.length)}`);
  for (const event of events) {
    const estimates = same.map(([, one]) => {
      const points = decibans(one, two, question, event);
      if (event === base) return `(${points.toFixed(1)})`;
      const isWhole = base === undefined || event.endsWith('(in all)');
      return (points - (isWhole ? 0 : decibans(one, two, question, base))).toFixed(1);
    });
    const rates = all.map((one) => percent(one)(event));
    console.log(`| ${[event, ...rates, ...estimates, weight(event)].join(' | ')} |`);
  }
}

const { name } = MODEL;
const sumOfFirst = (costs, count) =>
  Array.from({ length: count }, (_, nth) => costs[Math.min(nth, costs.length - 1)]).reduce(
    (sum, cost) => sum + cost,
    0,
  );

function wayWeight(event) {
  if (event.startsWith('key')) return -name.key[event.at(-1)];
  if (event === 'joined') return -name.joined;
  if (event.startsWith('initial')) return name.initial;
  if (event === 'other gender') return -name.otherGender;
  const [, slips, letters, common] = /^(\w+) slips?, (\d+)[^,]*(,.*)?$/.exec(event) ?? [];
  if (slips === undefined) return '';
  const [first, second] = name.slipTimesLetters;
  // Each group of lengths by its longest word, the last one by eleven letters.
  const longest = letters === '10' ? 11 : Number(letters) + 1;
  const cost = (slips === 'one' ? first : first + second) / (longest - 1);
  return `−${(cost + (common === undefined ? 0 : name.bothCommon)).toFixed(1)}`;
}

function leftWeight(event) {
  const [how, kind] = event.split(': ');
  return name[how][kind][0];
}

function wholeWeight(event) {
  const [, how, count] = /^names (\w+).*: (\d)/.exec(event) ?? [];
  if (how !== undefined) return sumOfFirst(name[how].name, Number(count));
  if (event.endsWith('disagree')) return name.givenNamesDisagree;
  if (event.endsWith('equal')) return name.legalFormEqual;
  return event.endsWith('different') ? name.legalFormDifferent : '';
}

function report(title, populations) {
  const known = [...populations.same.map(([, one]) => one), populations.two];
  const events = [...new Set(known.flatMap((one) => [...one.counts.keys()]))].sort();
  const isLeft = (event) => /^(contradicting|missing|extra): /.test(event);
  const questions = new Set(known.flatMap((one) => [...one.totals.keys()]));
  const ways = events.filter((event) => !event.includes(': '));
  table(`${title}: parts that agree, against equal ones`, 'parts', ways, populations, {
    base: 'equal',
    weight: wayWeight,
  });
  table(`${title}: parts left over`, 'parts', events.filter(isLeft), populations, {
    weight: leftWeight,
  });
  for (const question of questions) {
    if (question === 'parts') continue;
    const answers = events.filter((event) => event.startsWith(`${question}: `) && !isLeft(event));
    table(`${title}: ${question}`, question, answers, populations, { weight: wholeWeight });
  }
}

const sdn = await readSdn();
const people = sdn.filter(isPerson);
const firms = sdn.filter(isFirm);
const others = [...(await readUn()).filter(isPerson)];
const customers = rowsOf('matching/customers-mx.csv', true);
const lists = [...linked(people, others), ...linked(people, britishPeople())];

console.log(SAYS);
report('People', {
  same: [
    ['aliases', fill(aliasPairs(people))],
    ['lists', fill(lists.map(([a, b]) => [primary(b), primary(a)]))],
    ['judged', fill(judgedPairs(/^Person$/, true))],
    ['customers', fill(customerPairs(customers, people))],
  ],
  two: fill(namesakes(people)),
  shown: [
    ['judged two', fill(judgedPairs(/^Person$/, false))],
    ['best', fill(bestPairs(customers, people))],
  ],
});
report('Firms', {
  same: [
    ['aliases', fill(aliasPairs(firms))],
    ['judged', fill(judgedPairs(FIRM, true))],
  ],
  two: fill(namesakes(firms)),
  shown: [['judged two', fill(judgedPairs(FIRM, false))]],
});
