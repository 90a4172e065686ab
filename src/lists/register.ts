import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, sha256 } from '../base/index.ts';
import { type Entity, EntityBuilder, propertiesOfType } from '../entity/index.ts';

/** The dataset name of the register of designated cartels. */
export const REGISTER = 'tamiz_cartel_register';

const PATH = 'data/register/cartels.json';

interface Designation {
  readonly programme: string;
  readonly date: string | null;
  readonly status: string;
  readonly announced?: string | null;
  readonly notice: string | null;
  readonly citation: string | null;
  readonly evidence: string;
}

interface Register {
  readonly about: { readonly en: string; readonly es: string };
  readonly checked: string;
  readonly asOf: string;
  readonly records: readonly {
    readonly id: string;
    readonly schema: string;
    readonly properties: Readonly<Record<string, readonly string[]>>;
    readonly linkedTo: readonly string[];
    readonly designations: readonly Designation[];
    readonly note?: string;
  }[];
}

export interface RegisterInfo {
  readonly title: string;
  readonly titleEs: string;
  readonly publisher: string;
  readonly about: { readonly en: string; readonly es: string };
  readonly version: string;
  /** ISO date of the day on which it was last checked. */
  readonly checked: string;
  /** ISO date of the lists that its identifiers and tags were taken from. */
  readonly asOf: string;
  readonly records: number;
  readonly names: number;
}

function read(): { register: Register; version: string } {
  const text = readFileSync(join(packageRoot, PATH), 'utf8');
  return { register: JSON.parse(text) as Register, version: sha256(text).slice(0, 16) };
}

/** How many names a record has. */
function namesIn({ schema, properties }: Register['records'][number]): number {
  return propertiesOfType(schema, 'name').reduce(
    (sum, property) => sum + (properties[property]?.length ?? 0),
    0,
  );
}

/** What the built-in register is, for `tamiz lists` and every output that rests on it alone. */
export function registerInfo(): RegisterInfo {
  const { register, version } = read();
  return {
    title: 'Tamiz register of designated cartels (built in)',
    titleEs: 'Registro Tamiz de cárteles designados (incorporado)',
    publisher: 'Tamiz',
    about: register.about,
    version,
    checked: register.checked,
    asOf: register.asOf,
    records: register.records.length,
    names: register.records.reduce((sum, record) => sum + namesIn(record), 0),
  };
}

/**
 * The register as entities: the parties, one Sanction for each designation, one UnknownLink for
 * each link that OFAC names. A designation that is only announced has no start date and says so.
 */
export function* registerEntities(): Generator<Entity> {
  const { register } = read();
  const knownAt = `${register.checked}T00:00:00`;
  for (const record of register.records) {
    const source = { dataset: REGISTER, record: record.id, knownAt };
    const party = new EntityBuilder(record.id, record.schema, source);
    for (const [property, values] of Object.entries(record.properties)) {
      for (const value of values) party.add(property, value);
    }
    party.add('notes', record.note);
    yield party.build();
    for (const designation of record.designations) yield sanction(record.id, designation, source);
    for (const other of record.linkedTo) {
      yield new EntityBuilder(`${record.id}-linked-${other}`, 'UnknownLink', source)
        .add('subject', record.id)
        .add('object', other)
        .add('role', 'Linked To')
        .build();
    }
  }
}

const AUTHORITIES: Readonly<Record<string, string>> = {
  FTO: 'US Department of State',
};

function sanction(
  id: string,
  designation: Designation,
  source: { dataset: string; record: string; knownAt: string },
): Entity {
  const { programme, date, status, announced, notice, citation, evidence } = designation;
  const held = date === null ? source : { ...source, heldFrom: date };
  const tag = programme.toLowerCase();
  return new EntityBuilder(`${id}-designation-${tag}`, 'Sanction', held)
    .add('entity', id)
    .add('program', programme)
    .add('programId', programme)
    .add('authority', AUTHORITIES[programme] ?? 'US Department of the Treasury, OFAC')
    .add('country', 'us')
    .add('status', status)
    .add('startDate', date ?? undefined)
    .add('listingDate', announced ?? undefined)
    .add('recordId', notice ?? undefined)
    .add('reason', citation ?? undefined)
    .add('summary', evidence)
    .build();
}
