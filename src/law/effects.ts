import { assert } from '../base/index.ts';
import { type Actor, actorClasses, classesOf } from './actors.ts';
import { isoDate } from './days.ts';
import type { OrderStanding } from './order-names.ts';
import type { Designation, DesignationSource, LawParty, Via } from './party.ts';
import { clocks, lawVersion, lawWords, licences, programmes } from './tables.ts';
import { type Known, knownOf, type Standing, standingOn, together } from './times.ts';
import {
  ACTS,
  type Act,
  type Amendment,
  type EffectRule,
  type Licence,
  type Programme,
  type Reach,
  type Sentence,
  VERIFIED,
  type Verified,
} from './types.ts';
import { unmodelledRule } from './unmodelled.ts';

/** Why an effect holds: a designation of the party, or an order that names it. */
export interface Basis {
  readonly kind: 'designation' | 'order';
  readonly programme: string;
  /** The order's id. */
  readonly order?: string;
  /** What the order wants to stand in field 2 of a suspicious activity report. */
  readonly sarKey?: string;
  readonly standing: Standing;
  readonly known: Known;
  readonly sources: readonly DesignationSource[];
  readonly citations: readonly string[];
  /** The best that any source was verified. */
  readonly verified: Verified;
  readonly notes: readonly Sentence[];
}

/** One legal effect on the party, for the actor who asked, on the day asked for. */
export interface Effect {
  readonly id: string;
  readonly programme: string;
  readonly act: Act;
  /** The act for whoever is listed, where this party is only tied to one. */
  readonly insteadOf?: Act;
  readonly standing: 'in-force' | 'uncertain' | 'announced';
  readonly text: Sentence;
  /** What the tie to the listed party changes. */
  readonly viaText?: Sentence;
  readonly reach: readonly Reach[];
  readonly duties: readonly Sentence[];
  readonly factors: readonly Sentence[];
  readonly clocks: readonly string[];
  /** Ids of `data/law/citations.json`, those of the basis included. */
  readonly citations: readonly string[];
  /** How the rule was verified, and no better than how its basis was. */
  readonly verified: Verified;
  readonly basis: Basis;
}

/** An effect in force that binds others than the actor who asked. */
export interface OtherEffect {
  readonly id: string;
  readonly programme: string;
  readonly act: Act;
  readonly standing: Effect['standing'];
  readonly binds: readonly Sentence[];
}

/** The answer of `effectsOf`. It names acts and what they ask for; it decides nothing. */
export interface LawAnswer {
  readonly party: { readonly id: string; readonly caption: string; readonly via: Via };
  readonly date: string;
  readonly knownAt: string | null;
  readonly actor: Actor;
  /** What binds the actor, the strictest act first. */
  readonly effects: readonly Effect[];
  readonly others: readonly OtherEffect[];
  /** What is known of and not in force on the day: to come, only proposed, or ended. */
  readonly notInForce: readonly Basis[];
  /** Orders that leave the party out by name. */
  readonly excluded: readonly OrderStanding[];
  /** Programmes that were not known on the day `knownAt`. */
  readonly knownLater: readonly string[];
  /** What may change the programmes that bind the actor. */
  readonly amendments: readonly Amendment[];
  /** Authorisations that may apply; each condition is for the reader to check. */
  readonly licences: readonly Licence[];
  /** Every citation that the answer rests on. */
  readonly citations: readonly string[];
  /** The worst that anything in the answer was verified; null when nothing was found. */
  readonly verified: Verified | null;
  /** Which version of the tables answered. */
  readonly lawVersion: string;
}

/**
 * What the law asks of an actor about a party on a day, as it could be known on the day `knownAt`
 * (as it is known now without it). Effects of all programmes are added up. `date` and `knownAt` are
 * ISO days.
 */
export function effectsOf(
  party: LawParty,
  date: string,
  actor: Actor,
  knownAt?: string,
): LawAnswer {
  assert(isoDate(date) !== undefined, `${date} is a day`);
  assert(knownAt === undefined || isoDate(knownAt) !== undefined, `${knownAt} is a day`);
  const classes = classesOf(actor);
  const found: Found = { effects: [], others: [], notInForce: [], knownLater: [] };
  for (const designation of party.designations) {
    const basis = designationBasis(designation, date, knownAt);
    if (basis === undefined) found.knownLater.push(designation.programme);
    else collect(found, basis, rulesOf(designation), party.via, classes);
  }
  const excluded: OrderStanding[] = [];
  for (const standing of party.orders) {
    const basis = orderBasis(standing, date, knownAt);
    if (basis === undefined) found.knownLater.push(standing.order.programme);
    else if (standing.standing === 'excluded') excluded.push(standing);
    else collectOrder(found, basis, standing, party.via, classes);
  }
  const effects = found.effects.sort((a, b) => ACTS.indexOf(a.act) - ACTS.indexOf(b.act));
  const may = licencesFor(effects, date, classes, knownAt);
  const amendments = amendmentsOf(effects);
  return {
    party: { id: party.id, caption: party.caption, via: party.via },
    date,
    knownAt: knownAt ?? null,
    actor,
    effects,
    others: found.others,
    notInForce: found.notInForce,
    excluded,
    knownLater: found.knownLater,
    amendments,
    licences: may,
    citations: citationsOf(found, excluded, [...may, ...amendments]),
    verified: worst(effects.map((effect) => effect.verified)),
    lawVersion,
  };
}

interface Found {
  readonly effects: Effect[];
  readonly others: OtherEffect[];
  readonly notInForce: Basis[];
  readonly knownLater: string[];
}

const rulesOf = ({ programme, sources }: Designation): readonly EffectRule[] =>
  programmes.get(programme)?.effects ?? [unmodelledRule(programme, sources[0]?.dataset ?? '')];

/** Whether a designation holds: the party's, under a programme that holds itself. */
function designationBasis(
  { programme, sources }: Designation,
  date: string,
  knownAt: string | undefined,
): Basis | undefined {
  const told: { source: DesignationSource; known: Known }[] = [];
  for (const source of sources) {
    const known = knownOf(source.held, knownAt);
    if (known !== undefined) told.push({ source, known });
  }
  const known = together(told.map((one) => one.known));
  if (known === undefined) return undefined;
  const standing = withProgramme(programmes.get(programme), known, date, knownAt);
  if (standing === undefined) return undefined;
  const used = told.map((one) => one.source);
  return {
    kind: 'designation',
    programme,
    standing,
    known,
    sources: used,
    citations: unique(used.flatMap((source) => source.citations)),
    verified: best(used.map((source) => source.verified)),
    notes: used.flatMap((source) => (source.note === undefined ? [] : [source.note])),
  };
}

/** No designation is older than its programme. */
function withProgramme(
  programme: Programme | undefined,
  known: Known,
  date: string,
  knownAt: string | undefined,
): Standing | undefined {
  const standing = standingOn(known, date);
  if (programme === undefined) return standing;
  const act = knownOf(programme.held, knownAt);
  if (act === undefined) return undefined;
  const itself = standingOn(act, date);
  return itself === 'in-force' || standing === 'ended' ? standing : itself;
}

function orderBasis(
  { order }: OrderStanding,
  date: string,
  knownAt: string | undefined,
): Basis | undefined {
  const known = knownOf(order.held, knownAt);
  if (known === undefined) return undefined;
  return {
    kind: 'order',
    programme: order.programme,
    order: order.id,
    ...(order.sarKey === null ? {} : { sarKey: order.sarKey }),
    standing: standingOn(known, date),
    known,
    sources: [],
    citations: order.citations,
    verified: order.verified,
    notes: [order.note],
  };
}

function collectOrder(
  found: Found,
  basis: Basis,
  standing: OrderStanding,
  via: Via,
  classes: ReadonlySet<string>,
): void {
  const before = found.effects.length;
  collect(found, basis, programmes.get(basis.programme)?.effects ?? [], via, classes);
  if (standing.standing !== 'elsewhere') return;
  for (let at = before; at < found.effects.length; at++) {
    const effect = found.effects[at] as Effect;
    found.effects[at] = asCaution(effect, lawWords.orderTexts.elsewhere);
  }
}

/** Adds what a basis comes to: effects that bind the actor, and effects that bind others. */
function collect(
  found: Found,
  basis: Basis,
  rules: readonly EffectRule[],
  via: Via,
  classes: ReadonlySet<string>,
): void {
  const { standing } = basis;
  if (standing !== 'in-force' && standing !== 'uncertain' && standing !== 'announced') {
    found.notInForce.push(basis);
    return;
  }
  for (const rule of rules) {
    const effect = effectBy(rule, basis, standing, via);
    if (effect === undefined) continue;
    if (binds(rule, classes)) found.effects.push(effect);
    else if (rule.act !== 'caution') found.others.push(forOthers(rule, effect));
  }
}

const binds = (
  { binds, unless }: Pick<EffectRule, 'binds' | 'unless'>,
  classes: ReadonlySet<string>,
): boolean => binds.some((one) => classes.has(one)) && !unless?.some((one) => classes.has(one));

function effectBy(
  rule: EffectRule,
  basis: Basis,
  standing: Effect['standing'],
  via: Via,
): Effect | undefined {
  const tie = tieOf(rule.reach, via);
  if (tie === undefined) return undefined;
  const effect: Effect = {
    id: rule.id,
    programme: basis.programme,
    act: rule.act,
    standing,
    text: rule.text,
    reach: rule.reach,
    duties: rule.duties,
    factors: rule.factors ?? [],
    clocks: rule.clocks,
    citations: unique([...rule.citations, ...(rule.factorCitations ?? []), ...basis.citations]),
    verified: worst([rule.verified, basis.verified]) as Verified,
    basis,
  };
  return tie === 'same' ? effect : asCaution(effect, tie);
}

function asCaution(effect: Effect, viaText: Sentence): Effect {
  const { act, ...rest } = effect;
  const insteadOf = effect.insteadOf ?? act;
  return { ...rest, act: 'caution', insteadOf, viaText, duties: [], clocks: [] };
}

/**
 * What a tie to a listed party makes of an effect: the same, a caution with its reason, or nothing
 * (undefined) where the act has no such reach.
 */
function tieOf(reach: readonly Reach[], via: Via): 'same' | Sentence | undefined {
  if (via === 'listed') return 'same';
  if (reach.includes('owned-50')) {
    return via === 'owned-50' ? 'same' : lawWords.viaTexts['not-owned-50'];
  }
  if (reach.includes('interest-or-agent')) return lawWords.viaTexts['judge-interest'];
  return reach.includes('as-ordered') ? lawWords.viaTexts['order-names'] : undefined;
}

function forOthers(rule: EffectRule, { id, programme, act, standing }: Effect): OtherEffect {
  const words = rule.binds.map((one) => actorClasses.get(one) ?? { en: one, es: one });
  return { id, programme, act, standing, binds: words };
}

/** Authorisations for the programmes that make the actor block or hold. */
function licencesFor(
  effects: readonly Effect[],
  date: string,
  classes: ReadonlySet<string>,
  knownAt: string | undefined,
): readonly Licence[] {
  const under = new Set(
    effects
      .filter(({ act }) => act === 'block' || act === 'hold-and-report')
      .map(({ programme }) => programme),
  );
  if (under.size === 0) return [];
  return [...licences.values()].filter((licence) => {
    if (!licence.programmes.some((programme) => under.has(programme))) return false;
    if (!binds(licence, classes)) return false;
    const known = knownOf(licence.held, knownAt);
    return known !== undefined && standingOn(known, date) === 'in-force';
  });
}

function amendmentsOf(effects: readonly Effect[]): readonly Amendment[] {
  const under = new Set(effects.map(({ programme }) => programme));
  return [...under].flatMap((programme) => programmes.get(programme)?.amendments ?? []);
}

function citationsOf(
  { effects, notInForce }: Found,
  excluded: readonly OrderStanding[],
  also: readonly { readonly citations: readonly string[] }[],
): readonly string[] {
  const ids = new Set<string>();
  const add = (these: readonly string[]) => {
    for (const id of these) ids.add(id);
  };
  for (const effect of effects) {
    add(effect.citations);
    for (const clock of effect.clocks) {
      for (const version of clocks.get(clock)?.versions ?? []) add(version.citations);
    }
  }
  for (const basis of notInForce) add(basis.citations);
  for (const { order } of excluded) add(order.citations);
  for (const one of also) add(one.citations);
  if (effects.some(({ act }) => act === 'block' || act === 'hold-and-report')) {
    for (const remedy of lawWords.remedies) add(remedy.citations);
  }
  return [...ids];
}

function unique(ids: readonly string[]): readonly string[] {
  return ids.length < 2 ? ids : [...new Set(ids)];
}

function worst(all: readonly Verified[]): Verified | null {
  let index = -1;
  for (const one of all) index = Math.max(index, VERIFIED.indexOf(one));
  return VERIFIED[index] ?? null;
}

function best(all: readonly Verified[]): Verified {
  let index = VERIFIED.length - 1;
  for (const one of all) index = Math.min(index, VERIFIED.indexOf(one));
  return VERIFIED[index] as Verified;
}
