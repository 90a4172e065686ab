import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadData, packageRoot } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { parseIsoDate, schemaOf } from '../entity/index.ts';

interface Designation {
  readonly programme: string;
  readonly date: string | null;
  readonly status: string;
  readonly announced?: string | null;
  readonly announcedEffective?: string;
  readonly notice: string | null;
  readonly citation: string | null;
  readonly evidence: string;
}

interface RegisterRecord {
  readonly id: string;
  readonly schema: string;
  readonly role: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly linkedTo: readonly string[];
  readonly designations: readonly Designation[];
  readonly note?: string;
}

interface Register {
  readonly about: { readonly en: string; readonly es: string };
  readonly checked: string;
  readonly asOf: string;
  readonly evidence: Readonly<Record<string, string>>;
  readonly records: readonly RegisterRecord[];
}

const register = loadData<Register>('register/cartels.json');
const { records } = register;
const byId = new Map(records.map((record) => [record.id, record]));
const organisations = records.filter((record) => record.role === 'organisation');
const designations = records.flatMap(({ id, designations: list }) =>
  list.map((designation) => ({ id, ...designation })),
);

/** Whether the text is a day of the calendar, not after the day of the check. */
function isPastDay(text: string): boolean {
  return text.length === 10 && parseIsoDate(text) === text && text <= register.checked;
}

const CURP = /^[A-Z]{4}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-ZÑ]{3}[0-9A-Z]\d$/;
const CURP_ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** The check digit of a CURP: RENAPO's weights 18 down to 2, modulo 10. */
function curpDigit(curp: string): number {
  const sum = [...curp.slice(0, 17)].reduce(
    (total, letter, i) => total + CURP_ALPHABET.indexOf(letter) * (18 - i),
    0,
  );
  return (10 - (sum % 10)) % 10;
}

describe('the register of designated cartels', () => {
  test('ids are unique and say where they come from', () => {
    expect(byId.size).toBe(records.length);
    expect(records.filter(({ id }) => !/^(ofac-\d+|tamiz-[a-z-]+)$/.test(id))).toEqual([]);
  });

  test('has the 18 cartel-type organisations and the two listed factions', () => {
    expect(organisations).toHaveLength(18);
    expect(records.filter(({ role }) => role === 'faction').map(({ id }) => id)).toEqual([
      'ofac-54417',
      'ofac-54696',
    ]);
  });

  test('schema agrees with role, and every property belongs to the schema', () => {
    const allowed: Record<string, readonly string[]> = {
      organisation: ['Organization'],
      faction: ['Organization'],
      person: ['Person'],
      company: ['Company', 'Organization'],
    };
    for (const record of records) {
      expect(allowed[record.role], record.id).toContain(record.schema);
      const known = new Set(schemaOf(record.schema)?.getProperties().keys());
      const unknown = Object.keys(record.properties).filter((name) => !known.has(name));
      expect(unknown, record.id).toEqual([]);
      expect(Object.values(record.properties).every((values) => values.length > 0)).toBe(true);
      expect(record.properties['name'], record.id).toHaveLength(1);
    }
  });

  test('every link leads to a record, and only organisations or noted records have none', () => {
    for (const { id, role, linkedTo, note } of records) {
      expect(
        linkedTo.filter((target) => !byId.has(target) || target === id),
        id,
      ).toEqual([]);
      if (role === 'organisation') expect(linkedTo, id).toEqual([]);
      else expect(linkedTo.length > 0 || note !== undefined, id).toBe(true);
    }
  });

  test('every link chain ends at one of the 18 organisations', () => {
    const reaches = (id: string, seen: ReadonlySet<string>): boolean => {
      const record = byId.get(id)!;
      if (record.role === 'organisation') return true;
      const next = record.linkedTo.filter((target) => !seen.has(target));
      return next.some((target) => reaches(target, new Set([...seen, target])));
    };
    const astray = records.filter(
      ({ id, linkedTo }) => linkedTo.length > 0 && !reaches(id, new Set([id])),
    );
    expect(astray).toEqual([]);
  });

  test('every record is designated, and says on what evidence', () => {
    for (const record of records) {
      expect(record.designations.length, record.id).toBeGreaterThan(0);
      const terror = record.designations.some(({ programme }) => /^(FTO|SDGT)$/.test(programme));
      expect(terror, record.id).toBe(true);
    }
    const undocumented = designations.filter(
      ({ evidence }) => register.evidence[evidence] === undefined,
    );
    expect(undocumented).toEqual([]);
    const used = new Set(designations.map(({ evidence }) => evidence));
    expect(Object.keys(register.evidence).filter((kind) => !used.has(kind))).toEqual([]);
  });

  test('only what is in force has an in-force date; what is announced has none', () => {
    for (const designation of designations) {
      const { id, programme, date, status, announced, announcedEffective } = designation;
      const label = `${id} ${programme}`;
      expect(['in force', 'announced', 'tag seen on list'], label).toContain(status);
      expect(date !== null, label).toBe(status === 'in force');
      if (status === 'announced') expect(announced, label).not.toBeUndefined();
      for (const day of [date, announced, announcedEffective]) {
        if (day != null) expect(isPastDay(day), `${label} ${day}`).toBe(true);
      }
    }
  });

  test('a date rests on a notice, an announcement or an entry date, never on a tag', () => {
    const dated = designations.filter(({ status }) => status === 'in force');
    expect(dated.filter(({ evidence }) => evidence.startsWith('tag'))).toEqual([]);
    const noticed = designations.filter(({ evidence }) => evidence === 'public copy of the notice');
    expect(noticed.filter(({ notice }) => !/^Public Notice \d{5}$/.test(notice ?? ''))).toEqual([]);
  });

  test('programme tags are those of the designations that are not merely announced', () => {
    for (const { id, properties, designations: list } of records) {
      const tags = list.filter((d) => d.status !== 'announced').map((d) => d.programme);
      expect(properties['programId'] ?? [], id).toEqual(tags);
      const terror = tags.some((tag) => tag === 'FTO' || tag === 'SDGT');
      expect(properties['topics']?.includes('crime.terror'), id).toBe(terror);
    }
  });

  test('every CURP is well formed, passes its check digit and agrees with a birth date', () => {
    const curps = records.flatMap(({ id, properties }) =>
      (properties['idNumber'] ?? [])
        .filter((value) => value.length >= 16 && /^[A-Z]{4}\d{6}[HMX]/.test(value))
        .map((curp) => ({ id, curp, births: properties['birthDate'] ?? [] })),
    );
    expect(curps.length).toBeGreaterThan(50);
    for (const { id, curp, births } of curps) {
      expect(curp, id).toMatch(CURP);
      expect(Number(curp[17]), `${id} ${curp}`).toBe(curpDigit(curp));
      const day = `${curp.slice(4, 6)}-${curp.slice(6, 8)}-${curp.slice(8, 10)}`;
      expect(
        births.some((birth) => birth.slice(2) === day),
        `${id} ${curp}`,
      ).toBe(true);
    }
  });

  test('acronyms are weak names only', () => {
    const acronyms = /^(CDG|CDN|CJNG|TDA|LNFM|PCC|CV|CU|VCFO)$/;
    for (const { id, properties } of records) {
      const strong = [...(properties['name'] ?? []), ...(properties['alias'] ?? [])];
      expect(
        strong.filter((name) => acronyms.test(name)),
        id,
      ).toEqual([]);
    }
  });

  test('the reference page has the table of organisations and the counts as they are', () => {
    const page = readFileSync(join(packageRoot, 'docs', 'reference', 'register.md'), 'utf8');
    for (const line of organisationTable()) expect(page).toContain(line);
    for (const role of ['organisation', 'faction', 'person', 'company']) {
      const count = records.filter((record) => record.role === role).length;
      expect(page).toContain(`| ${role} | ${count} |`);
    }
  });
});

/** The lines of the table in docs/reference/register.md; a failing test prints the wanted line. */
function organisationTable(): string[] {
  const cell = (record: RegisterRecord, programme: string): string => {
    const found = record.designations.find((d) => d.programme === programme);
    if (found === undefined) return '–';
    if (found.status === 'in force') return found.date!;
    const until = found.announcedEffective === undefined ? '' : ` for ${found.announcedEffective}`;
    const announced = found.announced == null ? '' : `announced ${found.announced}${until}`;
    if (found.status === 'announced') return announced || 'seen, undated';
    return ['on list', announced].filter(Boolean).join(', ');
  };
  return organisations.map((record) => {
    const fto = record.designations.find(({ programme }) => programme === 'FTO')!;
    const source = [fto.notice, fto.citation].filter(Boolean).join(', ') || 'none seen';
    const cells = [record.properties['name']![0], record.id, cell(record, 'FTO')];
    return `| ${[...cells, cell(record, 'SDGT'), source, fto.evidence].join(' | ')} |`;
  });
}

describe.skipIf(!hasSharedData)('against the reconstructed SDN list of 2026-04-21', () => {
  const rows = (file: string): readonly string[][] =>
    parse(
      gunzipSync(readFileSync(sharedData('lists/ofac/reconstructed_2026-04-21', file)))
        .toString('utf8')
        .replace('\u001a', ''),
      { relax_column_count: true },
    );
  // Read in a hook: the body of a skipped suite runs all the same.
  let sdn: ReadonlyMap<string, readonly string[]>;
  beforeAll(() => {
    sdn = new Map(rows('sdn.csv.gz').map((row) => [`ofac-${row[0]}`, row]));
  });

  test('every OFAC number exists with the name, the kind and the tags that are claimed', () => {
    for (const { id, role, properties } of records) {
      if (id.startsWith('tamiz-')) continue;
      const row = sdn.get(id);
      expect(row?.[1], id).toBe(properties['name']![0]);
      expect(row?.[2] === 'individual', id).toBe(role === 'person');
      const tags = row![3]!.split('] [').map((tag) => tag.trim());
      expect(tags.sort(), id).toEqual([...(properties['programId'] ?? [])].sort());
    }
  });

  test('no cartel-type FTO and no party that OFAC links over SDGT tags is left out', () => {
    const link = (target: string): string =>
      target
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, ' ')
        .trim();
    const names = new Set(records.flatMap(({ properties }) => properties['name']!).map(link));
    const missing = [...sdn].filter(([id, row]) => {
      if (byId.has(id) || !row[3]!.includes('SDGT')) return false;
      const targets = [...row[11]!.matchAll(/Linked To: ([^;]+)/g)].map((m) => link(m[1]!));
      return targets.some((target) => names.has(target));
    });
    expect(missing.map(([id]) => id)).toEqual([]);
    const narco = [...sdn].filter(
      ([id, row]) => !byId.has(id) && /ILLICIT-DRUGS|TCO/.test(row[3]!) && /SDGT/.test(row[3]!),
    );
    expect(narco).toEqual([]);
  });

  test('every strong alias stands in alt.csv or is explained by the notice', () => {
    const alt = new Set(rows('alt.csv.gz').map((row) => `ofac-${row[0]} ${row[3]}`));
    const own = records.flatMap(({ id, properties }) =>
      id.startsWith('tamiz-') ? [] : (properties['alias'] ?? []).map((name) => `${id} ${name}`),
    );
    expect(own.filter((key) => !alt.has(key))).toEqual([]);
  });

  test('birth dates and identifiers stand in the remarks, but for two noted corrections', () => {
    const astray: string[] = [];
    for (const { id, properties, note } of records) {
      const remarks = sdn.get(id)?.[11] ?? '';
      for (const kind of ['idNumber', 'taxNumber', 'passportNumber', 'registrationNumber']) {
        for (const value of properties[kind] ?? []) {
          if (!remarks.includes(value) && !note?.includes(value)) astray.push(`${id} ${value}`);
        }
      }
      for (const birth of properties['birthDate'] ?? []) {
        if (!remarks.includes(birth.slice(0, 4))) astray.push(`${id} ${birth}`);
      }
    }
    expect(astray).toEqual([]);
  });
});
