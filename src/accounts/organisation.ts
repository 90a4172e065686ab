import { problem } from '../base/index.ts';
import type { Document, Happening, Kind, Reader, StoredEvent } from '../store/index.ts';
import { ACCOUNT_LIMITS } from './limits.ts';
import { happening } from './world.ts';

/** Another provider that the people of an organisation sign in with. */
export interface Provider {
  readonly issuer: string;
  readonly client: string;
  /** Undefined for a client without one, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
}

type ServiceLevelHours = Readonly<
  Record<string, Readonly<Record<string, { readonly warning: number; readonly breach: number }>>>
>;

/** An organisation: whatever belongs to it is seen by nobody else. Its id is its tenant's name. */
export interface Organisation {
  /**
   * 32 random bytes in base64, for whatever has to be told apart without saying what it is.
   * Undefined once erased.
   */
  readonly salt: string | undefined;
  readonly sessionHours: number;
  /** Hours by priority and by what is measured, such as `urgent` and `triage`. */
  readonly serviceLevels: ServiceLevelHours;
  readonly provider: Provider | undefined;
  /**
   * Handles of its active administrators. Whatever changes them changes this document, so that two
   * who do it at once cannot leave the organisation without one.
   */
  readonly administrators: readonly string[];
}

const NEW: Organisation = {
  salt: undefined,
  sessionHours: ACCOUNT_LIMITS.sessionHours,
  serviceLevels: {},
  provider: undefined,
  administrators: [],
};

export const ORGANISATION: Kind<Organisation> = {
  name: 'organisation',
  fields: [],
  evolve: (state = NEW, { type, data, personal }: StoredEvent) => {
    if (type === 'organisation.founded') return { ...state, salt: textOf(personal?.salt) };
    if (type === 'organisation.administrators') {
      return { ...state, administrators: textsOf(data.administrators) };
    }
    if (type === 'organisation.settings') return settings(state, data);
    if (type === 'organisation.provider') return { ...state, provider: provider(data, personal) };
    return state;
  },
};

function settings(state: Organisation, data: StoredEvent['data']): Organisation {
  const { sessionHours, serviceLevels } = data;
  return {
    ...state,
    ...(typeof sessionHours === 'number' ? { sessionHours } : {}),
    ...(typeof serviceLevels === 'object' && serviceLevels !== null
      ? { serviceLevels: serviceLevels as ServiceLevelHours }
      : {}),
  };
}

function provider(data: StoredEvent['data'], personal: StoredEvent['personal']) {
  const issuer = textOf(data.issuer);
  const client = textOf(data.client);
  if (issuer === undefined || client === undefined) return undefined;
  return { issuer, client, clientSecret: textOf(personal?.clientSecret) };
}

/** A text in an event, where it is one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The organisation of a tenant. @throws STORE_ABSENT */
export async function organisationOf(
  reader: Reader,
  tenant: string,
): Promise<Document<Organisation>> {
  const document = await reader.document(ORGANISATION, tenant);
  if (document === undefined) throw problem('STORE_ABSENT', { found: 'no such organisation' });
  return document;
}

/**
 * What happens to an organisation when somebody becomes an administrator, or is one no longer;
 * nothing where nothing changes.
 *
 * @throws ACCOUNT_LAST where none would be left
 */
export async function administratorsAfter(
  reader: Reader,
  tenant: string,
  handle: string,
  is: boolean,
): Promise<readonly Happening[]> {
  const organisation = await organisationOf(reader, tenant);
  const before = organisation.state.administrators;
  if (before.includes(handle) === is) return [];
  const administrators = is ? [...before, handle].sort() : before.filter((one) => one !== handle);
  if (administrators.length === 0) throw problem('ACCOUNT_LAST', { found: handle });
  return [happening(organisation, 'organisation.administrators', { administrators })];
}
