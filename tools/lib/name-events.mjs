/** Aligns two names with the engine's own aligner, and says in words what happened to each part. */

import { Aligner } from '../../dist/matching/align.js';
import { editDistance } from '../../dist/matching/edit-distance.js';
import { MODEL } from '../../dist/matching/model.js';
import { GIVEN, LEGAL_FORM, roleCode } from '../../dist/matching/part-codes.js';
import { kindOf, kindOpposed } from '../../dist/matching/part-costs.js';
import { runsOf } from '../../dist/matching/runs.js';
import { NO_AGREEMENT, similarity, wayOf } from '../../dist/matching/similarity.js';
import { wordKeys } from '../../dist/names/index.js';

/** A word that more than one in so many bears says too little to have brought a pair together. */
export const RARE = 90;

const aligner = new Aligner();

/** Aligns two names as the engine does, looking at every pair of parts. */
export function align(ours, theirs) {
  aligner.setQuery(ours.parts);
  const { codes, bits, from, count } = theirs.parts;
  aligner.setListing(codes, bits, from, count);
  ours.words.forEach((word, q) => {
    theirs.words.forEach((other, l) => {
      const agreement = similarity(word, other);
      if (agreement !== NO_AGREEMENT) aligner.setAgreement(q, l, agreement);
    });
  });
  for (const run of runsOf(ours.parts.codes, ours.words)) {
    theirs.words.forEach((word, l) => {
      if (word === run.text) aligner.addRun(run.from, run.count, l, 1);
    });
  }
  for (const run of runsOf(codes, theirs.words)) {
    ours.words.forEach((word, q) => {
      const identifies = ((ours.identifying >>> q) & 1) === 1;
      if (word === run.text && identifies) aligner.addRun(q, 1, run.from, run.count);
    });
  }
  return aligner.align();
}

/**
 * What happened to the parts of two names: `parts`, one event each, without the part that the pair
 * was chosen by, and `whole`, one event of each question that the names answer. Undefined where no
 * rare word is equal, as then nothing shows that the names have to do with each other.
 */
export function eventsOf(ours, theirs) {
  align(ours, theirs);
  const chosenBy = rarestEqual(ours, theirs);
  if (chosenBy === undefined) return undefined;
  const parts = [];
  for (let at = 0; at < aligner.pairs; at++) {
    if (at !== chosenBy) parts.push(pairEvent(ours, theirs, at));
  }
  const left = { contradicting: new Map(), missing: new Map(), extra: new Map() };
  const add = (how, kind) => {
    left[how].set(kind, (left[how].get(kind) ?? 0) + 1);
    parts.push(`${how}: ${kind}`);
  };
  for (let at = 0; at < aligner.opposed; at++) {
    const codes = [
      ours.parts.codes[aligner.opposedQuery[at]],
      theirs.parts.codes[aligner.opposedListing[at]],
    ];
    add('contradicting', kindOpposed(...codes));
  }
  for (let at = 0; at < aligner.missing; at++) {
    add('missing', kindOf(theirs.parts.codes[aligner.missingAt[at]]));
  }
  for (let at = 0; at < aligner.extra; at++) {
    add('extra', kindOf(ours.parts.codes[aligner.extraAt[at]]));
  }
  return { parts, whole: wholeEvents(ours, theirs, left, chosenBy) };
}

function rarestEqual(ours, theirs) {
  let best;
  let most = RARE - 1;
  for (let at = 0; at < aligner.pairs; at++) {
    const bits = ours.parts.bits[aligner.pairQuery[at]];
    const single = aligner.pairQueryCount[at] === 1 && aligner.pairListingCount[at] === 1;
    if (!single || wayOf(aligner.pairAgreement[at]) !== 'equal' || bits <= most) continue;
    if (roleCode(theirs.parts.codes[aligner.pairListing[at]]) !== 0) continue;
    best = at;
    most = bits;
  }
  return best;
}

function pairEvent(ours, theirs, at) {
  if (aligner.pairQueryCount[at] + aligner.pairListingCount[at] > 2) return 'joined';
  const a = ours.words[aligner.pairQuery[at]];
  const b = theirs.words[aligner.pairListing[at]];
  const way = wayOf(aligner.pairAgreement[at]);
  if (way === 'equal') return way;
  if (way === 'initial') return 'initial (in all)';
  if (way !== 'slip') return `key ${cheapestKey(a, b)}`;
  if (a.length === b.length && /[ao] [ao]$/.test(`${a.at(-1)} ${b.at(-1)}`)) {
    if (a.slice(0, -1) === b.slice(0, -1)) return 'other gender';
  }
  const slips = editDistance(Buffer.from(a), 0, a.length, Buffer.from(b), 0, b.length, 3);
  const longer = Math.max(a.length, b.length);
  const letters = longer <= 5 ? '4–5' : longer <= 7 ? '6–7' : longer <= 9 ? '8–9' : '10 or more';
  const bits = Math.max(
    ours.parts.bits[aligner.pairQuery[at]],
    theirs.parts.bits[aligner.pairListing[at]],
  );
  const common = bits < MODEL.name.bitsCap * 10 ? ', both common' : '';
  return `${slips === 1 ? 'one slip' : 'two slips'}, ${letters} letters${common}`;
}

/** The kind of the key by which two words agree, the cheapest where there are several. */
function cheapestKey(a, b) {
  const theirs = wordKeys(b);
  const kinds = wordKeys(a)
    .filter((key) => theirs.includes(key))
    .map((key) => key[0])
    .filter((kind) => MODEL.name.key[kind] !== undefined);
  return kinds.sort((x, y) => MODEL.name.key[x] - MODEL.name.key[y])[0];
}

const many = (count) => (count > 2 ? '3 or more' : String(count));

/** Every answer is `question: answer`; a question that does not arise has none. */
function wholeEvents(ours, theirs, { contradicting, missing, extra }, chosenBy) {
  const names = contradicting.get('name') ?? 0;
  const events = [`names contradicting: ${many(names)}`];
  if (aligner.opposed === 0) {
    events.push(`names missing, none contradicting: ${many(missing.get('name') ?? 0)}`);
    events.push(`names extra, none contradicting: ${many(extra.get('name') ?? 0)}`);
  } else if (mayDisagree(theirs, chosenBy)) {
    const answer = aligner.givenNamesDisagree ? 'disagree' : 'do not';
    events.push(`given names, something contradicting: ${answer}`);
  }
  if (hasForm(ours) && hasForm(theirs)) {
    events.push(`legal forms: ${aligner.legalForm > 0 ? 'equal' : 'different'}`);
  }
  return events;
}

/** Whether the listing says which names are given, and the pair was not chosen by one of them. */
function mayDisagree({ parts: { codes } }, chosenBy) {
  const isGiven = (code) => ((code >> 4) & 3) === GIVEN;
  return codes.some(isGiven) && !isGiven(codes[aligner.pairListing[chosenBy]]);
}

const hasForm = ({ parts }) => parts.codes.some((code) => roleCode(code) === LEGAL_FORM);
