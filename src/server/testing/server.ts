import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { fixedClock } from '../../base/index.ts';
import { type Entity, EntityBuilder, type Source } from '../../entity/index.ts';
import { buildEngine } from '../../matching/index.ts';
import type { ListState, Screener } from '../../screening/index.ts';
import type { RequestLine, ServerOptions } from '../options.ts';
import type { ScreenFile } from '../screenings.ts';
import { serverWith } from '../server.ts';

/** Two small synthetic lists; nobody in them exists. */
const north: Source = { dataset: 'test_north', record: '1', knownAt: '2026-04-21T08:00:00' };
const south: Source = { dataset: 'test_south', record: '2', knownAt: '2026-04-20T08:00:00' };

const times = (lastChange: string) => ({
  firstSeen: '2026-01-05T00:00:00',
  lastSeen: '2026-04-21T08:00:00',
  lastChange,
});

function northern(): Entity[] {
  const person = new EntityBuilder('north-1', 'Person', { ...north, heldFrom: '2025-02-20' })
    .add('name', 'Lorenzo Quintanar Bermejo')
    .add('alias', 'Lencho Quintanar')
    .add('birthDate', '1966-07-17', '17 Jul 1966')
    .add('nationality', 'mx')
    .add('gender', 'male')
    .add('topics', 'sanction')
    .add('topics', 'crime.traffick.drug')
    .add('passportNumber', 'G00123456')
    .add('addressEntity', 'north-4')
    .build({ ...times('2026-04-21T08:00:00'), referents: ['old-1'] });
  const company = new EntityBuilder('north-2', 'Company', north)
    .add('name', 'Transportes Ficticios Quintanar SA de CV')
    .add('country', 'mx')
    .add('topics', 'sanction')
    .build(times('2026-03-01T00:00:00'));
  const ownership = new EntityBuilder('north-3', 'Ownership', north)
    .add('owner', 'north-1')
    .add('asset', 'north-2')
    .add('percentage', '60')
    .build(times('2026-03-01T00:00:00'));
  const address = new EntityBuilder('north-4', 'Address', north)
    .add('full', 'Calle Inventada 12, Culiacán')
    .add('country', 'mx')
    .build(times('2026-02-01T00:00:00'));
  const sanction = new EntityBuilder('north-5', 'Sanction', north)
    .add('entity', 'north-1')
    .add('program', 'Synthetic programme')
    .build(times('2026-02-01T00:00:00'));
  return [person, company, ownership, address, sanction];
}

function southern(): Entity[] {
  const vessel = new EntityBuilder('south-1', 'Vessel', south)
    .add('name', 'Estrella Ficticia')
    .add('flag', 'pa')
    .add('imoNumber', 'IMO 9074729')
    .add('topics', 'sanction')
    .build();
  const person = new EntityBuilder('south-2', 'Person', south)
    .add('name', 'Petra Salgado Inventada')
    .add('country', 'co')
    .add('birthDate', '1971')
    .build(times('2026-04-01T00:00:00'));
  return [vessel, person];
}

const listState = (name: string, title: string): ListState => ({
  name,
  title,
  titleEs: title,
  publisher: 'Synthetic publisher',
  version: 'v1',
  published: '2026-04-21',
  fetched: '2026-04-21T09:00:00',
  entities: 1,
  names: 1,
  state: 'active',
});

export function testScreener(): Screener {
  const source = (dataset: string, title: string) => ({
    dataset,
    title,
    version: 'v1',
    published: '2026-04-21',
  });
  return {
    engine: buildEngine([
      { source: source('test_north', 'Northern list'), entities: northern() },
      { source: source('test_south', 'Southern list'), entities: southern() },
    ]),
    lists: [listState('test_north', 'Northern list'), listState('test_south', 'Southern list')],
    coverage: {
      registerOnly: false,
      sentence: { en: 'Screened against two lists.', es: 'Se revisaron dos listas.' },
    },
  };
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly lines: RequestLine[];
  readonly workFolder: string;
  close(): Promise<void>;
}

const noScreening: ScreenFile = async () => {
  throw new Error('This test screens nothing.');
};

/** A server over the synthetic lists in a folder of its own. */
export async function testServer(
  more: Partial<ServerOptions> = {},
  screen: ScreenFile = noScreening,
): Promise<TestServer> {
  const workFolder = await mkdtemp(join(tmpdir(), 'tamiz-server-'));
  const clock = fixedClock('2026-04-22T10:00:00Z');
  const lines: RequestLine[] = [];
  const screener = testScreener();
  const app = await serverWith(
    {
      screener: () => screener,
      clock,
      host: '127.0.0.1',
      workFolder,
      logger: (line) => lines.push(line),
      ...more,
    },
    screen,
  );
  const close = async (): Promise<void> => {
    await app.close();
    await rm(workFolder, { recursive: true, force: true });
  };
  return { app, clock, lines, workFolder, close };
}
