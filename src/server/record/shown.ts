import type { Document, Kind, StoredEvent } from '../../store/index.ts';

/** A kind of documents that has routes. */
export interface Shown {
  readonly kind: Kind;
  /** What may be shown of one; the whole state where it is not said. */
  readonly view?: (document: Document) => object | undefined;
}

/** A document as it is answered. */
export function shownDocument({ view }: Shown, document: Document): object {
  const { id, revision, state } = document;
  return (view === undefined ? { id, revision, ...state } : view(document)) ?? { id, revision };
}

/** What happened, as it is answered: of kinds that are shown in part, only what is for good. */
export function shownEvent({ view }: Shown, event: StoredEvent): object {
  const { seq, at, actor, revision, type, data, personal } = event;
  const said = view === undefined ? { personal: personal ?? null } : {};
  return { seq, at: at.toISOString(), actor, revision, type, data, ...said };
}
