/**
 * Invented people by where their names come from, to compare how often each group is taken for
 * somebody listed. Names are proxies of groups here, in this measurement, and nowhere else.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..', '..');
const read = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

/** Draws from rows `[writings, share]`; what the shares leave is `rest`, where there is one. */
export function pool(rows, all = rows.reduce((sum, [, share]) => sum + share, 0), rest) {
  const sums = [];
  let sum = 0;
  for (const [, share] of rows) {
    sum += share;
    sums.push(sum);
  }
  return (random) => {
    const at = random.next() * Math.max(all, sum);
    if (at >= sum && rest !== undefined) return rest(random);
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] > at) high = middle;
      else low = middle + 1;
    }
    return random.pick(rows[low][0]);
  };
}

/** A surname that hardly anybody shares: 2.7 million words of three syllables. */
export function rareWord(random) {
  const syllable = () => random.pick('bcdfghjklmnprstvz') + random.pick('aeiou');
  return `${syllable()}${syllable()}${syllable()}${random.pick('lmnrst')}`;
}

/** Every group with a function that gives one of its people a name. */
export function nameGroups() {
  const { groups } = read('bench', 'lib', 'name-groups.json');
  const { populations } = read('data', 'names', 'world-names.json');
  return groups.map((spec) => {
    if (spec.population === null) return { group: spec.group, draw: mexican() };
    const { words } = populations.find(({ population }) => population === spec.population);
    return { group: spec.group, draw: drawOf(spec, words) };
  });
}

function drawOf({ order, family, middle = '', skip = '' }, words) {
  const rows = words.split(' ').map((word) => {
    const [writings, share] = word.split(':');
    return [writings.split('/'), Number(share)];
  });
  const those = (list) => rows.filter(([[word]]) => list.split(' ').includes(word));
  const named = new Set(`${family} ${middle} ${skip}`.split(' '));
  const parts = {
    // Shares are of a thousand people; the rest have surnames that the table does not name.
    f: pool(those(family), 1_000, rareWord),
    m: pool(those(middle)),
    g: pool(rows.filter(([[word]]) => !named.has(word))),
  };
  return (random) =>
    order
      .split(' ')
      .map((part) => [...part].map((kind) => parts[kind](random)).join(''))
      .join(' ');
}

/** Counts of 1,256,438 people; surnames are those of the first, of which few are not named. */
function mexican() {
  const parts = read('data', 'examples', 'name-parts.json');
  const rows = (list) => list.map(([name, count]) => [[name], count]);
  const given = pool(rows([...parts.givenMale, ...parts.givenFemale]));
  const family = pool(rows(parts.surnames), 1_256_438, rareWord);
  return (random) => `${given(random)} ${family(random)} ${family(random)}`;
}

/** A birth date between 1940 and 2004. */
export function birthDate(random) {
  const two = (n) => String(n).padStart(2, '0');
  return `${1940 + random.below(65)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;
}
