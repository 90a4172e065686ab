import type { Kind, StoredEvent } from '../store/index.ts';
import { textOf } from './organisation.ts';

/**
 * What proves who somebody is. Each stands in a document of its own, so that whoever shows or
 * exports users cannot show a hash by mistake; what is secret about it is personal, and when that
 * is erased, it proves nothing any more.
 */

/** The password of a user; the id is the handle. */
export interface Credential {
  /** Undefined where there is none, or it was erased. */
  readonly hash: string | undefined;
}

export const CREDENTIAL: Kind<Credential> = {
  name: 'credential',
  fields: [],
  evolve: (state = { hash: undefined }, { type, personal }: StoredEvent) =>
    type === 'credential.password' ? { hash: textOf(personal?.hash) } : state,
};

/**
 * Who somebody is at another provider. The id is a digest of issuer and subject, so that no two
 * users can be bound to one.
 */
export interface Subject {
  readonly handle: string | undefined;
}

export const SUBJECT: Kind<Subject> = {
  name: 'subject',
  fields: ['handle'],
  evolve: (state = { handle: undefined }, { type, data }: StoredEvent) => {
    if (type === 'subject.bound') return { handle: textOf(data.handle) };
    return type === 'subject.released' ? { handle: undefined } : state;
  },
};

/** A link that works once: to join, or to choose another password. */
export interface Invitation {
  readonly handle: string;
  readonly digest: string | undefined;
  /** When it ends, as ISO 8601. */
  readonly expires: string;
  readonly used: boolean;
}

export const INVITATION: Kind<Invitation> = {
  name: 'invitation',
  fields: ['handle'],
  evolve: (state = { ...NOTHING, used: false }, { type, data, personal }: StoredEvent) => {
    if (type === 'invitation.issued') return { ...given(data, personal), used: false };
    return type === 'invitation.used' ? { ...state, used: true } : state;
  },
};

/** A session of a person who signed in. */
export interface Session {
  readonly handle: string;
  readonly digest: string | undefined;
  readonly expires: string;
  /** The number of the user's at which it began. */
  readonly epoch: number;
  /** What the person signed in with. */
  readonly by: string;
  readonly opened: string;
  readonly ended: boolean;
}

export const SESSION: Kind<Session> = {
  name: 'session',
  fields: ['handle', 'expires'],
  evolve: (state = NO_SESSION, { type, data, personal, at }: StoredEvent) => {
    if (type === 'session.ended') return { ...state, ended: true };
    if (type !== 'session.opened') return state;
    return {
      ...given(data, personal),
      epoch: typeof data.epoch === 'number' ? data.epoch : -1,
      by: textOf(data.by) ?? '',
      opened: at.toISOString(),
      ended: false,
    };
  },
};

const NOTHING = { handle: '', digest: undefined, expires: '' };
const NO_SESSION: Session = { ...NOTHING, epoch: -1, by: '', opened: '', ended: true };

function given(data: StoredEvent['data'], personal: StoredEvent['personal']) {
  return {
    handle: textOf(data.handle) ?? '',
    digest: textOf(personal?.digest),
    expires: textOf(data.expires) ?? '',
  };
}

/** Whether a time that an event says is still to come; one that cannot be read has passed. */
export function isOpen(expires: string, now: Date): boolean {
  return new Date(expires).getTime() > now.getTime();
}
