import type { Organisation } from '../../accounts/index.ts';
import type { Document, Kind, Reader, StoredEvent } from '../../store/index.ts';

/** When something is looked at, and with what the organisation has set. */
export interface Moment {
  readonly now: Date;
  readonly levels: Organisation['serviceLevels'];
}

/** A value that a field of a step may have, and what hinders it now; null for nothing. */
export interface OpenValue {
  readonly id: string;
  readonly hindrance: string | null;
}

/** How a step stands for somebody who has the right to it. */
export interface StepNow {
  /** Why it cannot be taken now; undefined where it can. */
  readonly hindrance?: string | undefined;
  /** Fields that take only what the document has, such as an entry that waits. */
  readonly values?: Readonly<Record<string, readonly OpenValue[]>>;
}

/** Who looks at which document, and what else may be read for it. */
export interface Onlooker {
  readonly id: string;
  readonly person: string;
  readonly reader: Reader;
}

/** A kind of documents that has routes. */
export interface Shown {
  readonly kind: Kind;
  /** What may be shown of one; the whole state where it is not said. */
  readonly view?: (document: Document) => object | undefined;
  /** What only a moment can tell of one, such as whether a clock has run out. */
  readonly at?: (state: never, moment: Moment) => object;
  /** How a step stands for a person, beside rights: as its command would say. */
  readonly step?: (state: never, command: string, by: Onlooker) => StepNow | Promise<StepNow>;
}

/** A document as it is answered. */
export function shownDocument({ view, at }: Shown, document: Document, moment?: Moment): object {
  const { id, revision, state } = document;
  const own = (view === undefined ? { id, revision, ...state } : view(document)) ?? {
    id,
    revision,
  };
  if (at === undefined || moment === undefined) return own;
  return { ...own, ...at(state as never, moment) };
}

/** What happened, as it is answered: of kinds that are shown in part, only what is for good. */
export function shownEvent({ view }: Shown, event: StoredEvent): object {
  const { seq, at, actor, revision, type, data, personal } = event;
  const said = view === undefined ? { personal: personal ?? null } : {};
  return { seq, at: at.toISOString(), actor, revision, type, data, ...said };
}
