/**
 * Leave one alias out: a listed person is asked for by one alias, as if the list did not have it.
 *
 * The whole list need not be laid out anew for each alias. A listing's score depends on the question
 * and on that listing only, so that the list without the alias ranks as: every other listing, from
 * the one index of the whole list, and the person without the alias, from an index of that person.
 */
import { Entity } from '../../dist/entity/index.js';
import { buildEngine, DEFAULT_THRESHOLD } from '../../dist/matching/index.js';
import { personBaseline } from './customers.mjs';
import { readTable } from './labelled.mjs';
import { percent } from './report.mjs';

const LEAST = 0.01;
const TOP = 10;

/** Strong aliases of persons, with the entity and the entity without the alias. */
function cases(engine) {
  return readTable('ofac_narcotics_aliases.csv')
    .filter((row) => row.type === 'individual' && row.alias_quality === 'strong_list')
    .flatMap(({ uid, alias }) => {
      const entity = engine.entity(`ofac-${uid}`);
      const reduced = entity && without(entity, alias);
      return reduced === undefined ? [] : [{ id: entity.id, alias, reduced }];
    });
}

/** The entity without every value that says exactly `name`; undefined where there is none. */
function without(entity, name) {
  let dropped = 0;
  const properties = new Map();
  for (const [property, values] of entity.properties) {
    const kept = values.filter(({ value }) => value !== name);
    dropped += values.length - kept.length;
    if (kept.length > 0) properties.set(property, kept);
  }
  if (dropped === 0) return undefined;
  return new Entity({ id: entity.id, schema: entity.schema, properties });
}

/** The place of the reduced person among all others, and its score. */
function rankOf(engine, position, { id, reduced }, text) {
  const example = { schema: 'Person', properties: { name: [text] } };
  const source = { dataset: 'one', title: 'one', version: '1', published: null };
  const alone = buildEngine([{ source, entities: [reduced] }]);
  const score = alone.match(example, { threshold: LEAST, limit: 1 }).matches[0]?.score ?? 0;
  if (score === 0) return { score, rank: Number.POSITIVE_INFINITY };
  const accept = (entity) => entity.id !== id;
  const others = engine.match(example, { threshold: LEAST, limit: TOP, accept }).matches;
  const place = position.get(id);
  const before = others.filter(
    (match) =>
      match.score > score || (match.score === score && position.get(match.entity.id) < place),
  );
  return { score, rank: before.length + 1 };
}

/** `SURNAMES, Given` as it is spoken. */
const spoken = (name) => name.split(', ').reverse().join(' ');

export function aliasesReport(report, engine) {
  const all = cases(engine);
  const position = new Map();
  for (const entity of engine.entities()) position.set(entity.id, position.size);
  const baseline = personBaseline(engine);
  const share = (count) => percent(count / all.length, 1);
  const rows = [];
  const inTop = { tamiz: 0, baseline: 0 };
  for (const [form, write] of [
    ['as listed', (name) => name],
    ['as spoken', spoken],
  ]) {
    const ours = all.map((one) => rankOf(engine, position, one, write(one.alias)));
    const ranks = all.map(({ id, alias }) => {
      const leave = (other, name) => other === id && name === alias;
      return baseline.ask(write(alias), 0.4, leave).findIndex((found) => found.id === id) + 1;
    });
    const ten = ours.filter((one) => one.rank <= TOP).length;
    const plain = ranks.filter((rank) => rank >= 1 && rank <= TOP).length;
    if (form === 'as listed') Object.assign(inTop, { tamiz: ten, baseline: plain });
    const first = ours.filter((one) => one.rank === 1).length;
    const above = ours.filter((one) => one.score >= DEFAULT_THRESHOLD).length;
    rows.push(['Tamiz', form, share(ten), share(first), share(above)]);
    const top = ranks.filter((rank) => rank === 1).length;
    rows.push(['token Jaro-Winkler', form, share(plain), share(top), '']);
  }
  report.table(
    'Leave one alias out',
    ['by', 'asked', `in the top ${TOP}`, 'first', `at ${DEFAULT_THRESHOLD}`],
    rows,
    `${all.length} strong aliases of ${new Set(all.map((one) => one.id)).size} listed persons, by ` +
      'name only. Many are other names altogether, which no spelling leads to.',
  );
  const ahead = ((inTop.tamiz - inTop.baseline) / all.length) * 100;
  report.target(
    'leave one alias out: in the top 10, beside token Jaro-Winkler',
    '20 points more',
    `${share(inTop.tamiz)} and ${share(inTop.baseline)}`,
    ahead >= 20,
  );
}
