import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import {
  ACCOUNT_PROCEDURES,
  type AccountWorld,
  acceptInvitation,
  accountWorld,
  foundOrganisation,
  type Role,
} from '../../../accounts/index.ts';
import {
  type Clock,
  type Entropy,
  silent,
  systemClock,
  systemEntropy,
} from '../../../base/index.ts';
import { createHomeJournal, type Journal, openJournal } from '../../../journal/index.ts';
import { openStore, type Store } from '../../../store/index.ts';
import { testServer } from '../../testing/server.ts';
import { RECORD_KINDS, recordParts } from '../composition.ts';
import type { RecordParts } from '../parts.ts';

export const PASSWORD = 'cuatro gatos verdes bailan';
export const TENANTS = ['main', 'other'] as const;
/** Each role by the roles that a person who has it needs. */
export const PEOPLE: Readonly<Record<string, readonly Role[]>> = {
  admin: ['administrator'],
  analyst: ['analyst'],
  reviewer: ['reviewer'],
  manager: ['manager'],
  auditor: ['auditor'],
  officer: ['analyst', 'sar-officer'],
  chief: ['reviewer', 'sar-officer'],
};

/** An installation with a real database, in which two organisations have somebody of each role. */
export interface Installation {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly journal: Journal;
  readonly parts: RecordParts;
  /** Somebody who has signed in. */
  as(person: string, tenant?: string): Promise<Client>;
}

/** Sends requests as somebody. */
export interface Client {
  readonly headers: Readonly<Record<string, string>>;
  send(method: string, url: string, body?: unknown, headers?: object): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly json: Record<string, never> & { readonly [key: string]: unknown };
  readonly headers: Readonly<Record<string, unknown>>;
}

/** What is around an installation. */
interface Around {
  readonly host?: string;
  readonly clock?: Clock;
  readonly entropy?: Entropy;
}

/** Makes an installation that ends with the test, or test file, that made it. */
export async function newInstallation(
  url: string,
  changes: Partial<RecordParts> & Around = {},
  onEnd: (work: () => Promise<void>) => void = onTestFinished,
): Promise<Installation> {
  const home = await mkdtemp(join(tmpdir(), 'tamiz-record-'));
  const { host = '127.0.0.1', clock = systemClock, entropy = systemEntropy, ...other } = changes;
  const place = { home, clock, entropy };
  await createHomeJournal(place, 'example.org/test');
  const { journal, close } = await openJournal(place);
  const store = await openStore(
    { home, url, kinds: RECORD_KINDS, clock, onProgress: silent },
    journal,
  );
  const world = accountWorld(clock, entropy, fetch);
  for (const tenant of TENANTS) await people(store, world, tenant);
  const parts = { ...recordParts({ store, world }), ...other };
  const { app, close: end } = await testServer({ record: parts, host });
  onEnd(async () => {
    await end();
    await store.close();
    await close();
    await rm(home, { recursive: true });
  });
  const clients = new Map<string, Promise<Client>>();
  const as = (person: string, tenant = 'main') => {
    const key = `${tenant}/${person}`;
    const client = clients.get(key) ?? signedIn(app, person, tenant);
    clients.set(key, client);
    return client;
  };
  return { app, store, journal, parts, as };
}

/** Somebody of each role, who has joined. */
async function people(store: Store, world: AccountWorld, tenant: string): Promise<void> {
  const first = await foundOrganisation(store, { tenant, handle: 'admin' }, world);
  await acceptInvitation(store, { token: first.token, password: PASSWORD }, world);
  const invite = ACCOUNT_PROCEDURES.find(({ name }) => name === 'invite');
  for (const [id, roles] of Object.entries(PEOPLE)) {
    if (id === 'admin') continue;
    const call = { tenant, actor: { kind: 'user', id: 'admin' } as const, id };
    const link = await invite?.run(store, call, { name: `Nadie de ${tenant}`, roles }, world);
    await acceptInvitation(store, { token: link?.token ?? '', password: PASSWORD }, world);
  }
}

export const ORIGIN = 'http://127.0.0.1:8080';
const HOST = { host: '127.0.0.1:8080', origin: ORIGIN };

async function signedIn(app: FastifyInstance, handle: string, tenant: string): Promise<Client> {
  const response = await app.inject({
    method: 'POST',
    url: '/v1/session',
    headers: HOST,
    payload: { organisation: tenant, handle, password: PASSWORD },
  });
  const { csrf } = response.json<{ csrf: string }>();
  const [cookie = ''] = String(response.headers['set-cookie']).split(';');
  return client(app, { ...HOST, cookie, 'x-tamiz-csrf': csrf });
}

/** Whoever sends these headers. */
export function client(app: FastifyInstance, headers: Record<string, string>): Client {
  return {
    headers,
    send: async (method, url, body, more) => {
      const response = await app.inject({
        method: method as 'GET',
        url,
        headers: { ...headers, ...more },
        ...(body !== undefined && { payload: body as object }),
      });
      const text = response.body;
      const json = text.startsWith('{') ? JSON.parse(text) : {};
      return { status: response.statusCode, json, headers: response.headers };
    },
  };
}

/** Whoever has not signed in. */
export const nobody = (app: FastifyInstance): Client => client(app, HOST);
