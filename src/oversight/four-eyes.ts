import { ENTRY_TYPES } from '../cases/index.ts';
import type { StoredEvent } from '../store/index.ts';
import { Exceptions } from './figures.ts';
import type { Gauge, Seen, Told } from './gauge.ts';

/** Who had a part in a document, read from its events alone. */
interface Parts {
  /** Everybody who worked on what is decided. */
  readonly workers: Set<string>;
  /** Everybody who answered a proposal. */
  readonly answerers: Set<string>;
  /** Those of them who agreed since it was opened, or opened again. */
  readonly approvers: Set<string>;
  /** Who proposed what, by its number; of property also who entered it. */
  readonly proposers: Map<string, { readonly by: string; readonly of?: string }>;
  /** The cases that it is about. */
  readonly cases: Set<string>;
  isApproved: boolean;
}

const noParts = (): Parts => ({
  workers: new Set(),
  answerers: new Set(),
  approvers: new Set(),
  proposers: new Map(),
  cases: new Set(),
  isApproved: false,
});

/** What makes somebody one of those who worked on a document. Comments do not. */
const WORK: ReadonlySet<string> = new Set([
  ...['case.opened', 'case.raised', 'case.triaged', 'case.investigated', 'case.waited'],
  ...['case.proposed', 'case.withdrawn', 'bulk.proposed', 'bulk.withdrawn'],
  ...['redress.opened', 'redress.provided', 'redress.stepped', 'redress.answered'],
  ...['sar.drafted', 'sar.revised', 'sar.filled', 'sar.proposed'],
  ...['report.drafted', 'report.edited', 'report.proposed'],
  ...['remark.attached', 'remark.pinned'],
]);
const ANSWERS: ReadonlySet<string> = new Set(['case.approved', 'case.returned', 'case.withdrawn']);
/** Entries of property that one person alone must not make. */
const BY_TWO: ReadonlySet<string> = new Set([
  ...ENTRY_TYPES.filter(({ second }) => second).map(({ id }) => id),
  'reverse',
]);

/**
 * Looks whether each approval was by a person who had no part in what they approved. It reads the
 * events as they were recorded, and shares no code with the commands that are to prevent it: a
 * fault there would show here.
 */
export class FourEyes implements Gauge {
  readonly #found = new Exceptions();
  readonly #secret = new Exceptions();
  readonly #parts = new Map<string, Parts>();

  see({ event }: Seen): void {
    const parts = this.#partsOf(event.kind, event.id);
    const isException = this.#isException(event, parts);
    if (isException !== undefined) {
      const found = event.kind === 'sar' ? this.#secret : this.#found;
      found.add({ kind: event.kind, step: event.type }, event.seq, isException);
    }
    take(event, parts);
  }

  tell(): Told {
    return { 'four-eyes': this.#found.figures(), 'sar.four-eyes': this.#secret.figures() };
  }

  #partsOf(kind: string, id: string): Parts {
    const key = `${kind} ${id}`;
    const parts = this.#parts.get(key) ?? noParts();
    this.#parts.set(key, parts);
    return parts;
  }

  /** Undefined where nothing was agreed to. */
  #isException(event: StoredEvent, parts: Parts): boolean | undefined {
    const { type, actor, data } = event;
    const who = actor.id;
    // Programs and Tamiz itself agree to nothing.
    const isNobody = actor.kind !== 'user';
    const hadPart = isNobody || parts.workers.has(who);
    switch (type) {
      case 'case.approved': {
        const proposal = parts.proposers.get(String(data['proposal']));
        return hadPart || proposal === undefined || proposal.by === who;
      }
      case 'case.closed':
      case 'sar.filed':
      case 'report.filed':
        return !parts.isApproved;
      case 'bulk.approved':
        return hadPart || parts.cases.size === 0 || this.#inAny(parts.cases, who, false);
      case 'redress.approved':
        return hadPart || this.#inAny(parts.cases, who, true);
      case 'sar.approved':
      case 'report.approved':
        return hadPart || !parts.proposers.has('');
      case 'property.approved':
        return isNobody || !isSecondFor(parts, String(data['entry']), who);
      case 'property.entered':
        return BY_TWO.has(entryOf(data).type) ? true : undefined;
      case 'suppression.granted':
        return isNobody || data['proposedBy'] === who || this.#inAny([data['case']], who, false);
      case 'reading.read':
        return isNobody || this.#inAny(parts.cases, who, true);
      default:
        return undefined;
    }
  }

  /** Whether somebody worked on one of these cases, or answered a proposal there. */
  #inAny(cases: Iterable<unknown>, who: string, orAnswered: boolean): boolean {
    for (const id of cases) {
      const { workers, answerers } = this.#partsOf('case', String(id));
      if (workers.has(who) || (orAnswered && answerers.has(who))) return true;
    }
    return false;
  }
}

type Said = { readonly id: string; readonly type: string; readonly of?: string };
const entryOf = (data: StoredEvent['data']): Said => (data['entry'] ?? {}) as unknown as Said;

/** Whether somebody neither proposed an entry nor made what it reverses. */
function isSecondFor({ proposers }: Parts, entry: string, who: string): boolean {
  const proposed = proposers.get(entry);
  if (proposed === undefined || proposed.by === who) return false;
  return proposed.of === undefined || proposers.get(proposed.of)?.by !== who;
}

/** Adds to the parts of a document what an event says. */
function take({ type, actor, data }: StoredEvent, parts: Parts): void {
  const { workers, answerers, approvers, proposers, cases } = parts;
  const who = actor.id;
  if (WORK.has(type) && actor.kind === 'user') workers.add(who);
  if (ANSWERS.has(type)) answerers.add(who);
  if (typeof data['case'] === 'string') cases.add(data['case']);
  switch (type) {
    case 'case.assigned':
      workers.add(String(data['assignee']));
      break;
    case 'case.proposed':
      proposers.set(String(data['id']), { by: who });
      parts.isApproved = false;
      break;
    case 'case.approved':
      approvers.add(who);
      // A question that was agreed to decides nothing.
      parts.isApproved = data['outcome'] !== undefined;
      break;
    case 'case.reopened':
      // Whoever agreed to what is now looked at again had a part in it.
      for (const approver of approvers) workers.add(approver);
      approvers.clear();
      parts.isApproved = false;
      break;
    case 'bulk.proposed':
      for (const id of data['cases'] as readonly string[]) cases.add(id);
      break;
    case 'sar.proposed':
    case 'report.proposed':
      proposers.set('', { by: who });
      break;
    case 'sar.approved':
    case 'report.approved':
      parts.isApproved = true;
      break;
    case 'sar.returned':
    case 'sar.rejected':
    case 'report.returned':
      proposers.clear();
      parts.isApproved = false;
      break;
    case 'property.proposed':
    case 'property.entered': {
      const { id, of } = entryOf(data);
      proposers.set(id, of === undefined ? { by: who } : { by: who, of });
      break;
    }
  }
}
