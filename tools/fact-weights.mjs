/**
 * Measures how often facts agree between records of one party, and between those of two; ten times
 * the logarithm of the two shares' quotient is what a fact is worth in decibans. Prints tables; the
 * weights in `data/matching/model.json` are set by hand from them: docs/concepts/matching.md.
 *
 *   npm run build && node tools/fact-weights.mjs <folder of public files>
 *
 * The folder holds `lists/`, `matching/` and `mexico/` with the public files that are named below.
 */
import { exampleToEntity } from '../dist/entity/index.js';
import {
  companyLettersFit,
  identifierRelation,
  keyLettersOf,
  lettersFit,
  parseRfc,
} from '../dist/identifiers/index.js';
import { dateAgreement } from '../dist/matching/facts/date-agreement.js';
import { partyFacts } from '../dist/matching/facts/prepare.js';
import { factEvidence } from '../dist/matching/facts.js';
import { MODEL } from '../dist/matching/model.js';
import {
  britishPeople,
  linked,
  random,
  readJudged,
  readSdn,
  readUn,
  rowsOf,
  wordsOf,
} from './lib/public-lists.mjs';

/** Counts of cases on true and on chance pairs, and what follows from them. */
class Shares {
  counts = new Map();
  totals = { same: 0, other: 0 };

  add(side, what) {
    this.totals[side]++;
    const counts = this.counts.get(what) ?? { same: 0, other: 0 };
    counts[side]++;
    this.counts.set(what, counts);
  }

  /** Half a case is added to each count, so that what was never seen is not impossible. */
  print(title, weights = {}) {
    const { totals } = this;
    console.log(`\n### ${title}: ${totals.same} pairs of one party, ${totals.other} of two\n`);
    console.log('| | one party | two | decibans | weight |\n|---|---|---|---|---|');
    const share = (count, total) => (count + 0.5) / (total + 1);
    for (const [what, { same, other }] of [...this.counts].sort()) {
      const decibans = 10 * Math.log10(share(same, totals.same) / share(other, totals.other));
      const cells = [share(same, totals.same), share(other, totals.other)].map(
        (part) => `${(100 * part).toPrecision(2)} %`,
      );
      console.log(
        `| ${what} | ${cells.join(' | ')} | ${decibans.toFixed(1)} | ${weights[what] ?? ''} |`,
      );
    }
  }
}

/** The best agreement of dates that are known to the day on both sides, and of any. */
function dateOf(a, b) {
  let best;
  for (const { packed: ours } of a.birthDates) {
    for (const { packed: theirs } of b.birthDates) {
      const how = dateAgreement(ours, theirs);
      if (best === undefined || MODEL.birthDate[how] > MODEL.birthDate[best]) best = how;
    }
  }
  return best;
}

const isExact = (facts) => facts.birthDates.length === 1 && facts.birthDates[0].packed % 100 > 0;

const isPerson = ({ schema }) => schema === 'Person';
const sdnPeople = (await readSdn()).filter(isPerson);
const unPeople = (await readUn()).filter(isPerson);
const british = britishPeople();

const sameParty = [...linked(sdnPeople, unPeople), ...linked(sdnPeople, british)].map((pair) =>
  pair.map(partyFacts),
);

const facts = sdnPeople.map(partyFacts);
const chance = Array.from({ length: 200_000 }, () => [
  facts[random(facts.length)],
  facts[random(facts.length)],
]).filter(([a, b]) => a !== b);

function measureDates() {
  const exact = new Shares();
  const any = new Shares();
  for (const [side, pairs] of [
    ['same', sameParty],
    ['other', chance],
  ]) {
    for (const [a, b] of pairs) {
      const how = dateOf(a, b);
      if (how === undefined) continue;
      if (isExact(a) && isExact(b)) exact.add(side, how);
      any.add(side, how);
    }
  }
  exact.print('One birth date to the day on either side', MODEL.birthDate);
  any.print('Birth dates of any kind and number', MODEL.birthDate);
}

/** What a piece of evidence says, by its points: `nationality 2`. */
function cases(pairs, side, features, byFeature) {
  for (const [a, b] of pairs) {
    for (const { feature, points } of factEvidence(a, b)) {
      if (!features.has(feature)) continue;
      const shares = byFeature.get(feature) ?? new Shares();
      byFeature.set(feature, shares);
      shares.add(side, `weighed ${points}`);
    }
  }
}

function measureSmallFacts() {
  const features = new Set(['gender', 'nationality', 'country', 'birthPlace']);
  const byFeature = new Map();
  cases(sameParty, 'same', features, byFeature);
  cases(chance, 'other', features, byFeature);
  for (const [feature, shares] of byFeature) {
    shares.print(`Feature ${feature}, lists against each other, where both sides state it`);
  }
}

/** Another number of a kind where a birth date to the day is the same: publishers have old ones. */
function measureOtherNumbers() {
  const shares = new Map();
  const look = (side, [a, b]) => {
    for (const kind of ['passport', 'national', 'other', 'tax']) {
      const ours = a.identifiers.filter((one) => one.kind === kind);
      const theirs = b.identifiers.filter((one) => one.kind === kind);
      if (ours.length === 0 || theirs.length === 0) continue;
      const equal = ours.some((x) => theirs.some((y) => identifierRelation(x, y) === 'equal'));
      const own = shares.get(kind) ?? new Shares();
      shares.set(kind, own);
      own.add(side, equal ? 'equal' : 'another');
    }
  };
  // Linked by a full birth date and two words of a name, so that numbers are free to differ.
  const byDate = new Map();
  for (const entity of sdnPeople) {
    const own = partyFacts(entity);
    if (isExact(own)) {
      const { packed } = own.birthDates[0];
      byDate.set(packed, [...(byDate.get(packed) ?? []), [entity, own]]);
    }
  }
  for (const entity of [...british, ...unPeople]) {
    const own = partyFacts(entity);
    const words = wordsOf(entity);
    for (const [other, theirs] of isExact(own)
      ? (byDate.get(own.birthDates[0].packed) ?? [])
      : []) {
      const common = [...wordsOf(other)].filter((word) => words.has(word)).length;
      if (common >= 2) look('same', [theirs, own]);
    }
  }
  for (const pair of chance) look('other', pair);
  for (const [kind, own] of shares) own.print(`Numbers of the kind ${kind} on both sides`);
}

/** What a CURP implies beside what OFAC states of the same person, and of any other such person. */
function measureKeys() {
  const without = (entity) =>
    partyFacts(
      exampleToEntity({
        id: entity.id,
        schema: 'Person',
        properties: Object.fromEntries(
          [...entity.properties]
            .filter(([name]) => !['idNumber', 'taxNumber'].includes(name))
            .map(([name, values]) => [name, values.map(({ value }) => value)]),
        ),
      }),
    );
  for (const kind of ['curp', 'rfc']) {
    const bearers = sdnPeople
      .map((entity) => ({
        entity,
        key: partyFacts(entity).identifiers.find((i) => i.kind === kind),
      }))
      .filter(({ key }) => key !== undefined)
      .map(({ entity, key }) => ({
        key,
        stated: without(entity),
        implied: partyFacts(
          exampleToEntity({ id: 'k', schema: 'Person', properties: { idNumber: [key.original] } }),
        ),
      }));
    const letters = new Shares();
    const byFeature = new Map();
    const others = Array.from({ length: 20_000 }, () => [
      bearers[random(bearers.length)],
      bearers[random(bearers.length)],
    ]).filter(([a, b]) => a !== b);
    for (const [side, pairs] of [
      ['same', bearers.map((one) => [one, one])],
      ['other', others],
    ]) {
      for (const [{ key }, { stated }] of pairs) {
        const fit = lettersFit(keyLettersOf(key), stated.names.guesses());
        if (fit !== undefined) letters.add(side, `${fit.contradicting.length} parts against`);
      }
      const plain = pairs.map(([{ implied }, { stated }]) => [implied, stated]);
      cases(plain, side, new Set(['birthDate', 'gender', 'birthPlace']), byFeature);
    }
    letters.print(`Letters of a ${kind} and the names beside it (SDN)`);
    for (const [feature, shares] of byFeature) shares.print(`${kind} implies ${feature} (SDN)`);
  }
}

/** Company keys of the SAT 69-B list and the names beside them. */
function measureCompanyKeys() {
  const rows = rowsOf('mexico/sat_69b_definitivos_2026-01-31.csv.gz', false, 'latin1')
    .map(([, rfc = '', name = '']) => [parseRfc(rfc), name])
    .filter(([rfc]) => rfc?.kind === 'company');
  const shares = new Shares();
  for (const [rfc, name] of rows) {
    shares.add('same', String(companyLettersFit(rfc.letters, name)));
    shares.add('other', String(companyLettersFit(rfc.letters, rows[random(rows.length)][1])));
  }
  shares.print('Letters of a company’s RFC and its name (SAT 69-B)');
}

/** Pairs that reviewers of OpenSanctions judged; they saw the facts, so that these flatter. */
function measureJudged() {
  const byFeature = new Map();
  const features = new Set([
    'address',
    'birthPlace',
    'country',
    'nationality',
    'gender',
    'contact',
  ]);
  features.add('incorporationDate').add('deathDate');
  for (const { left, right, judgement } of readJudged()) {
    try {
      const pair = [left, right].map((one) => partyFacts(exampleToEntity(one)));
      cases([pair], judgement === 'positive' ? 'same' : 'other', features, byFeature);
    } catch {
      // Links between parties have no facts of their own.
    }
  }
  for (const [feature, shares] of byFeature) shares.print(`Feature ${feature}, judged pairs`);
}

measureDates();
measureSmallFacts();
measureOtherNumbers();
measureKeys();
measureCompanyKeys();
measureJudged();
