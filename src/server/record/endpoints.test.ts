import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authenticate, grantableScopes, judge } from '../../accounts/index.ts';
import { packageRoot, systemClock } from '../../base/index.ts';
import { sharedInstallation } from './testing/shared.ts';
import { type Client, client, nobody, ORIGIN, PEOPLE } from './testing/world.ts';

/**
 * Every endpoint, asked by somebody of each role and by nobody: the table of who may do what is
 * made by asking, and compared with what the policies say. Then every endpoint that names a
 * document, asked by another organisation about one that is there and one that is not: both get
 * the same answer.
 */
// On the network, where nothing is open to everybody.
const installation = sharedInstallation({ host: '0.0.0.0', publicUrl: ORIGIN });

interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly right: string | undefined;
}

/** Endpoints that answer anybody, each with why. */
const PUBLIC: Readonly<Record<string, string>> = {
  'GET /healthz': 'health check',
  'GET /readyz': 'health check',
  'GET /openapi.json': 'description of the interface',
  'POST /updatez': 'asks for a token of its own',
  'POST /v1/session': 'signing in',
  'GET /v1/session': 'who is signed in',
  'DELETE /v1/session': 'signing out',
  'POST /v1/join': 'joining by a link',
  'GET /v1/elsewhere/begin': 'signing in at the provider of an organisation',
  'GET /v1/elsewhere/return': 'coming back from it',
};

function endpoints(): Endpoint[] {
  const { paths } = installation().app.swagger() as unknown as {
    paths: Record<string, Record<string, { 'x-right'?: string }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      return { method: method.toUpperCase(), path, right: operation['x-right'] };
    }),
  );
}

/** The id of no document; refusals have no word that it could be mistaken for. */
const ABSENT = 'absent-0';
const ask = (by: Client, { method, path }: Endpoint, id = ABSENT) => {
  const url = path.replace(/\{[^}]+\}/g, id);
  return by.send(method, url, method === 'POST' ? {} : undefined);
};

async function keyOfAnalyst(): Promise<Client> {
  const [admin, analyst] = [await installation().as('admin'), await installation().as('analyst')];
  const grant = { owner: 'analyst', label: 'all', scopes: grantableScopes(), days: 1 };
  expect((await admin.send('POST', '/v1/keys/all/grant', grant)).status).toBe(200);
  const { json } = await analyst.send('POST', '/v1/keys/all/collect', {});
  return client(installation().app, { authorization: `Bearer ${String(json['token'])}` });
}

test('who may ask for what is as the policies say, and as the reference says', async () => {
  const askers: Record<string, Client> = { nobody: nobody(installation().app) };
  for (const person of Object.keys(PEOPLE)) askers[person] = await installation().as(person);
  askers['key'] = await keyOfAnalyst();
  const rows: string[] = [];
  for (const endpoint of endpoints()) {
    const name = `${endpoint.method} ${endpoint.path}`;
    const cells: string[] = [];
    for (const [who, by] of Object.entries(askers)) {
      if (PUBLIC[name] !== undefined) {
        cells.push('yes');
        continue;
      }
      const { status, json } = await ask(by, endpoint);
      // Of a compartment not even that it is denied is told: whatever is asked for is not there.
      const isHidden = status === 404 && json['found'] === 'nothing';
      const isDenied = status === 401 || status === 403 || isHidden;
      expect([name, who, status], JSON.stringify(json)).not.toContain(500);
      const expected = who !== 'nobody' && (await mayAsk(by, endpoint));
      expect([name, who, !isDenied]).toEqual([name, who, expected]);
      cells.push(isDenied ? '–' : 'yes');
    }
    const right = PUBLIC[name] ?? `\`${endpoint.right ?? 'screen:ask'}\``;
    rows.push(`| \`${name}\` | ${right} | ${cells.join(' | ')} |`);
  }
  expect(rows.length).toBeGreaterThan(60);
  const head = ['Endpoint', 'Right', ...Object.keys(askers)];
  const page = `${INTRODUCTION}
| ${head.join(' | ')} |
|${'---|'.repeat(head.length)}
${rows.sort().join('\n')}
`;
  const reference = join(packageRoot, 'docs', 'reference', 'endpoints.md');
  await expect(page).toMatchFileSnapshot(reference);
});

const INTRODUCTION = `# Endpoints

Who may ask for what over HTTP, where there are [accounts](../concepts/accounts.md). Made by asking: a test
sends each request as somebody of each role and as nobody, and writes this page
(\`npx vitest run src/server/record/endpoints -u\`). On the machine itself, and with the access token,
whatever asks the lists alone is open to programs without an account.

\`officer\` is an analyst and \`chief\` a reviewer who also is a sar-officer; \`key\` is a program's key of
an analyst with every scope that can be granted. Documents of other organisations are not found by anybody.
`;

async function mayAsk(by: Client, { right = 'screen:ask' }: Endpoint): Promise<boolean> {
  const world = { secure: false, clock: systemClock };
  const principal = await authenticate(installation().store, by.headers, world);
  const compartment = right.startsWith('sar:') ? { compartment: 'sar' } : {};
  return judge(principal, right, { tenant: principal.tenant, ...compartment }).allowed;
}

test('nothing of another organisation is told from what is not there', async () => {
  const analyst = await installation().as('analyst');
  const listed = { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] };
  const customers = [{ customer: 'c-1', schema: 'Person', properties: listed }];
  const { json } = await analyst.send('POST', '/v1/alerts', { customers });
  const [raised] = json['results'] as unknown as { case: string }[];
  const there: Record<string, string> = { organisations: 'main', users: 'newcomer', keys: 'all' };
  const admin = await installation().as('admin');
  await admin.send('POST', '/v1/users/newcomer/invite', { name: 'Nadie', roles: ['analyst'] });
  const named = endpoints().filter(({ path, right }) => right && path.includes('{'));
  expect(named.length).toBeGreaterThan(40);
  for (const person of Object.keys(PEOPLE)) {
    const stranger = await installation().as(person, 'other');
    for (const endpoint of named) {
      const [, , plural = ''] = endpoint.path.split('/');
      const id = there[plural] ?? String(raised?.case);
      const about = await ask(stranger, endpoint, id);
      const without = await ask(stranger, endpoint);
      const told = ({ status, json: body }: typeof about, named: string) =>
        JSON.stringify([status, body]).replaceAll(named, 'ID');
      expect([person, endpoint.path, told(about, id)]).toEqual([
        person,
        endpoint.path,
        told(without, ABSENT),
      ]);
    }
  }
});
