import type { CaseState, PropertyState, RedressState } from '../../cases/index.ts';
import type { PetitionInput } from '../letters/petition.ts';
import type { ReleaseInput } from '../letters/release.ts';
import type { SubjectInput } from '../letters/subject-file.ts';
import { type Draft, filledIn, fitting, type Institution, money, usd } from './fit.ts';
import { blockOf, effective } from './property.ts';

/** Redress with the case and the property that it is about, as far as they are on record. */
export interface RedressSource {
  readonly state: RedressState;
  readonly about: CaseState | undefined;
  readonly property: { readonly id: string; readonly state: PropertyState } | undefined;
  readonly institution: Institution | undefined;
  readonly priorReference?: string | undefined;
  /** What the pieces of the dossier are called, by their ids. */
  readonly names: Readonly<Record<string, string>>;
}

/** The alert that matters: that of the property's listing, or of the strongest. */
function alertOf({ about, property }: Pick<RedressSource, 'about' | 'property'>) {
  const alerts = about?.alerts ?? [];
  const same = alerts.find(({ entity }) => entity === property?.state.entity);
  return same ?? [...alerts].sort((a, b) => b.score - a.score)[0];
}

function listingOf(source: Pick<RedressSource, 'about' | 'property'>) {
  const alert = alertOf(source);
  const programmes = source.property?.state.programmes ?? [];
  const named = [...new Set(alert?.effects.map(({ programme }) => programme) ?? programmes)];
  return {
    name: fitting(500, alert?.caption),
    id: fitting(100, alert?.entity ?? source.property?.state.entity),
    programme: named.length === 0 ? undefined : fitting(200, named.join(', ')),
  };
}

const wordsOf = ({ items }: RedressState, id: string): string | undefined =>
  items[id]?.text ?? undefined;

/** Files of the dossier, each as the piece that it was given for. */
function enclosuresOf({ state, names }: RedressSource) {
  return state.attachments.slice(0, 100).map(({ name, sha256 }) => {
    const piece = Object.entries(state.items).find(([, given]) => given.sha256 === sha256)?.[0];
    const file = fitting(255, name);
    const what = piece === undefined ? file : names[piece];
    return { what: fitting(300, what), name: file, sha256 };
  });
}

/** What is blocked now, where it is of one currency. */
function heldNow({ balances }: PropertyState) {
  const held = Object.entries(balances).flatMap(([currency, accounts]) => {
    const amount = accounts['held'] ?? '0';
    return /[1-9]/.test(amount) ? [{ currency, amount }] : [];
  });
  return held.length === 1 ? held[0] : undefined;
}

/** The request to release what was blocked by mistake. */
export function releaseInput(source: RedressSource): ReleaseInput {
  const { state, property, institution, priorReference } = source;
  const held = property === undefined ? undefined : heldNow(property.state);
  const isBlocked =
    property !== undefined && effective(property.state).some(({ type }) => type === 'block');
  const differences = (alertOf(source)?.explanation ?? [])
    .filter(({ agreement }) => agreement === 'contradicting')
    .map(({ feature, query, listing }) => ({
      what: feature,
      ours: fitting(1_000, query),
      listed: fitting(1_000, listing),
    }));
  return filledIn<ReleaseInput>({
    asker: { name: fitting(500, wordsOf(state, 'applicant')) },
    concerned: {
      name: fitting(500, state.person),
      document: fitting(300, wordsOf(state, 'identity')),
    },
    holder: institution as Draft<ReleaseInput['holder']>,
    property: property && {
      description: fitting(1_000, property.state.description),
      account: fitting(100, property.state.reference),
      value: held && money(held.amount, held.currency),
      valueUsd: held && usd(held.amount, held.currency),
      blocked: isBlocked ? blockOf({ ...property, institution }).day : undefined,
      reference: fitting(100, priorReference),
    },
    listed: listingOf(source),
    differences,
    statement: fitting(8_000, wordsOf(state, 'reasons')),
    enclosures: enclosuresOf(source),
  } as Draft<ReleaseInput>);
}

/** The petition to be removed from a list. */
export function petitionInput(source: RedressSource): PetitionInput {
  const { state } = source;
  const isOfState = state.type === 'fto-revocation';
  const facts = wordsOf(state, isOfState ? 'changed-circumstances' : 'arguments');
  const steps = [fitting(1_000, wordsOf(state, 'remedies'))].filter((step) => step !== undefined);
  return filledIn<PetitionInput>({
    petitioner: { name: fitting(500, state.person) },
    authority: isOfState ? 'state' : 'ofac',
    listed: listingOf(source),
    grounds: [{ kind: isOfState ? 'changed' : undefined, facts: fitting(8_000, facts) }],
    steps,
    meeting: fitting(500, wordsOf(state, 'meeting')),
    enclosures: enclosuresOf(source),
  } as Draft<PetitionInput>);
}

/** What a case is about, with the property that belongs to it. */
export interface SubjectSource {
  readonly id: string;
  readonly state: CaseState;
  readonly properties: readonly { readonly id: string; readonly state: PropertyState }[];
  readonly institution: Institution | undefined;
}

const WHY = {
  true_match: 'same',
  false_positive: 'not-you',
  needs_information: 'similar',
} as const;

/** What somebody is told who asks what is held about them. Comments are nobody's business. */
export function subjectInput({ id, state, properties, institution }: SubjectSource): SubjectInput {
  const reasons = state.alerts
    .filter(({ standing }) => standing !== 'superseded')
    .map(({ at, dataset, caption, verdict, standing }) => ({
      kind: standing === 'suppressed' ? 'not-you' : WHY[verdict ?? 'needs_information'],
      list: dataset,
      entry: fitting(500, caption),
      date: at.slice(0, 10),
    }));
  const approved = state.proposals
    .filter(({ answer, outcome }) => answer?.as === 'approved' && outcome !== null)
    .at(-1);
  return filledIn<SubjectInput>({
    reference: fitting(100, id),
    person: { name: fitting(500, state.customerName) },
    institution: institution as Draft<SubjectInput['institution']>,
    held: [
      { kind: 'comparison', since: state.openedAt.slice(0, 10) },
      ...properties.flatMap((property) => heldRows(property)),
    ],
    reasons,
    decision: approved?.answer && { day: approved.answer.at.slice(0, 10), second: true },
  } as Draft<SubjectInput>);
}

/** A piece of property as rows: what is blocked, and what was rejected. */
function heldRows({ state }: { readonly id: string; readonly state: PropertyState }) {
  const accounts = { held: 'blocked', rejected: 'rejected' } as const;
  return Object.entries(state.balances).flatMap(([currency, balances]) =>
    Object.entries(accounts).flatMap(([account, kind]) => {
      const amount = balances[account] ?? '0';
      if (!/[1-9]/.test(amount)) return [];
      const entries = effective(state).filter(({ type }) =>
        account === 'held' ? type === 'block' : type === 'reject',
      );
      const since = entries.map(({ day }) => day).sort()[0];
      const description = fitting(1_000, state.description);
      return [{ kind, description, since, value: money(amount, currency) }];
    }),
  );
}
