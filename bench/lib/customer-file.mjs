/**
 * A large file of invented customers, made of the names, dates and CURPs of the labelled ones and a
 * seed; one in a hundred is a listed person.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { seededRandom } from '../../dist/base/index.js';
import { data } from '../common.mjs';

/** The lines of the file, some thousand at a time: it is never in memory whole. */
export function* customerLines(count) {
  const known = parse(readFileSync(join(data, 'matching', 'customers-mx.csv')), { columns: true });
  const listed = known.filter(({ expected }) => expected !== '');
  const innocent = known.filter(({ expected }) => expected === '');
  const random = seededRandom(20_260_421);
  const below = (most) => Math.floor(random.next() * most);
  const one = (rows) => rows[below(rows.length)];
  const invented = () => {
    const surnames = one(innocent).name.split(' ').slice(-2);
    const given = one(innocent).name.split(' ').slice(0, -2);
    const { birth_date, curp, country } = one(innocent);
    return { name: [...given, ...surnames].join(' '), birth_date, curp, country };
  };
  let text = 'id,name,birth_date,curp,country\n';
  for (let i = 1; i <= count; i++) {
    const { name, birth_date, curp, country } = below(100) === 0 ? one(listed) : invented();
    const cells = [`c${String(i).padStart(7, '0')}`, name, birth_date, curp, country];
    text += `${cells.map(quotedWhereNeeded).join(',')}\n`;
    if (i % 10_000 !== 0) continue;
    yield text;
    text = '';
  }
  yield text;
}

function quotedWhereNeeded(cell) {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
