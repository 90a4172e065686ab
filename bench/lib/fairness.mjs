/**
 * False alarms by group: how many of a group's innocent people the engine takes for somebody
 * listed, at the threshold that everybody gets.
 */
import { interval } from './counts.mjs';
import { wordsOf } from './jaro-winkler.mjs';
import { birthDate } from './name-groups.mjs';

/**
 * A list with as many people of each group, so that a difference is the engine's and not the
 * list's. They are invented as the others are, and nobody is on it.
 */
export function balancedList(groups, each, random, EntityBuilder) {
  const source = { dataset: 'balanced', record: 'r', knownAt: '2026-01-01T00:00:00' };
  return groups.flatMap(({ group, draw }) =>
    Array.from({ length: each }, (_, i) => {
      const builder = new EntityBuilder(`${group} ${i}`.replaceAll(' ', '-'), 'Person', source);
      return builder.add('name', draw(random)).add('birthDate', birthDate(random)).build();
    }),
  );
}

/** The words of every listed person's names, in an order of their own. */
function listedNames(engine) {
  const names = new Set();
  for (const entity of engine.entities()) {
    if (entity.schema !== 'Person') continue;
    for (const property of ['name', 'alias', 'weakAlias', 'previousName']) {
      for (const name of entity.texts(property)) names.add(keyOf(name));
    }
  }
  return names;
}

const keyOf = (name) => wordsOf(name).sort().join(' ');

/** How one group fares: alarms by name alone, and with the birth date that a customer has. */
function alarmsOf(engine, { draw, people, random, listed }) {
  const found = { name: { alarms: 0, namesakes: 0 }, dated: { alarms: 0, namesakes: 0 } };
  for (let i = 0; i < people; i++) {
    const name = [draw(random)];
    const isNamesake = listed.has(keyOf(name[0]));
    const asked = { name: { name }, dated: { name, birthDate: [birthDate(random)] } };
    for (const [how, properties] of Object.entries(asked)) {
      if (engine.match({ schema: 'Person', properties }, { limit: 1 }).total === 0) continue;
      found[how].alarms++;
      if (isNamesake) found[how].namesakes++;
    }
  }
  return found;
}

/** The most by which the group with most false alarms may exceed all people together. */
export const GATE = 1.25;

/**
 * Every group's false alarms, and by how much each exceeds all people together; with how many of
 * them bear exactly the name of somebody listed, which no engine can tell apart by name.
 */
export function falseAlarms(engine, groups, people, random) {
  const listed = listedNames(engine);
  const rows = groups.map(({ group, draw }) => {
    return { group, ...alarmsOf(engine, { draw, people, random, listed }) };
  });
  return ['name', 'dated'].map((asked) => {
    const all = rows.reduce((sum, row) => sum + row[asked].alarms, 0) / (people * rows.length);
    return {
      asked,
      overall: all,
      groups: rows.map(({ group, [asked]: { alarms, namesakes } }) => {
        const share = alarms / people;
        const ratio = all === 0 ? null : share / all;
        return {
          group,
          people,
          alarms,
          namesakes,
          share,
          interval: interval(alarms, people),
          ratio,
        };
      }),
    };
  });
}

/**
 * What the gate has to say, each beyond chance: groups that exceed it and are not known to, that
 * exceed it further than is known, and that are known to and do not any more.
 */
export function gate({ asked, overall, groups }, known) {
  const complaints = [];
  for (const { group, ratio, interval: between } of groups) {
    const [low, high] = between.map((share) => share / overall);
    const most = known[asked]?.[group];
    const said = `${asked}, ${group}: ${ratio?.toFixed(2)} times all people together`;
    if (most === undefined && low > GATE) complaints.push(`${said}, more than ${GATE}`);
    if (most !== undefined && low > most) complaints.push(`${said}, known was ${most}`);
    if (most !== undefined && high <= GATE) complaints.push(`${said}: no longer to be named`);
  }
  return complaints;
}
