import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { packageRoot, problem, systemClock } from '../../src/base/index.ts';
import { type Entity, EntityBuilder, type Source } from '../../src/entity/index.ts';
import { buildEngine } from '../../src/matching/index.ts';
import type { ListState, Screener } from '../../src/screening/index.ts';
import { createServer, type RecordParts } from '../../src/server/index.ts';

/** A list of people and companies who do not exist. */
const source: Source = {
  dataset: 'test_list',
  record: '4711',
  knownAt: '2026-04-21T08:00:00',
};

export const CURP = 'QUBL660717HSLNRR03';

function entities(): Entity[] {
  const person = new EntityBuilder('test-1', 'Person', { ...source, heldFrom: '2025-02-20' })
    .add('name', 'Lorenzo Quintanar Bermejo')
    .add('alias', 'Lencho Quintanar')
    .add('birthDate', '1966-07-17', '17 Jul 1966')
    .add('nationality', 'mx')
    .add('gender', 'male')
    .add('idNumber', CURP)
    .add('topics', 'sanction')
    .add('programId', 'TEST-PROGRAMME')
    .build();
  const sanction = new EntityBuilder('test-2', 'Sanction', source)
    .add('entity', 'test-1')
    .add('authority', 'Synthetic authority')
    .add('program', 'Synthetic programme')
    .add('unscId', 'QDi.999')
    .build();
  const namesakes = ['Lorenza Quintanar Bermudez', 'Lorenzo Quintana Bermejillo'].map(
    (name, index) =>
      new EntityBuilder(`test-${10 + index}`, 'Person', { ...source, record: `${5000 + index}` })
        .add('name', name)
        .add('birthDate', '1988-01-02')
        .build(),
  );
  return [person, sanction, ...namesakes];
}

/** The same person on another list, by a name that no test looks for. */
function others(): Entity[] {
  const from = { dataset: 'test_second', record: '7', knownAt: '2026-05-02T08:00:00' };
  return [
    new EntityBuilder('second-7', 'Person', { ...from, heldFrom: '2025-06-30' })
      .add('name', 'Lencho Fulano Mengano')
      .add('programId', 'SDGT')
      .build(),
    new EntityBuilder('second-7-act', 'Sanction', { ...from, heldFrom: '2025-06-30' })
      .add('entity', 'second-7')
      .add('authority', 'Second synthetic authority')
      .add('programId', 'SDGT')
      .add('startDate', '2025-06-30')
      .add('unscId', 'QDi.999')
      .build(),
  ];
}

const list: ListState = {
  name: 'test_list',
  title: 'Synthetic list',
  titleEs: 'Lista sintética',
  publisher: 'Synthetic publisher',
  version: 'v1',
  published: '2026-04-21',
  fetched: '2026-04-21T09:00:00',
  entities: 4,
  names: 5,
  state: 'built-in',
};

const second: ListState = {
  ...list,
  name: 'test_second',
  title: 'Second synthetic list',
  titleEs: 'Segunda lista sintética',
  published: '2026-05-02',
  entities: 1,
  names: 1,
};

/** Both lists; without the second one, as they stood before it was published. */
function screener(lists: readonly ListState[] = [list, second]): Screener {
  const segmentOf = ({ name, title, published }: ListState) => {
    const source = { dataset: name, title, version: 'v1', published };
    return { source, entities: name === list.name ? entities() : others() };
  };
  return {
    engine: buildEngine(lists.map(segmentOf)),
    lists,
    coverage: {
      registerOnly: true,
      sentence: {
        en: 'Screened against the synthetic register only.',
        es: 'Se revisó solo contra el registro sintético.',
      },
    },
  };
}

export interface Workbench {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the page as it is published into a folder of its own. */
export async function buildWorkbench(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'tamiz-web-'));
  await build({
    configFile: join(packageRoot, 'web', 'vite.config.ts'),
    build: { outDir },
    logLevel: 'warn',
  });
  return outDir;
}

/** The real server over the synthetic list, serving the built page; with accounts where given. */
export async function startWorkbench(
  webRoot: string,
  token?: string,
  record?: RecordParts,
): Promise<Workbench> {
  const workFolder = await mkdtemp(join(tmpdir(), 'tamiz-work-'));
  const one = screener();
  const before = screener([list]);
  const past = async (day: string): Promise<Screener> => {
    if (day >= '2026-05-02') return one;
    if (day >= '2026-04-21') return before;
    throw problem('LIST_NOT_KEPT', { where: day, found: 'no version before 2026-04-21' });
  };
  const app = await createServer({
    screener: () => one,
    past,
    clock: systemClock,
    host: '127.0.0.1',
    workFolder,
    webRoot,
    ...(token !== undefined && { token }),
    ...(record !== undefined && { record }),
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    close: async () => {
      await app.close();
      await rm(workFolder, { recursive: true, force: true });
    },
  };
}
