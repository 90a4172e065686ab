import { inTenths, MODEL } from './model.ts';
import { MOST_PARTS } from './name-parts.ts';
import { FAMILY, GENERIC, GIVEN, INITIAL, NUMBER, PLACE, roleCode, slotOf } from './part-codes.ts';

const { missing, extra, contradicting } = MODEL.name;

type Kind = keyof typeof missing;

/** Costs of the first, second … part in tenths; the last of the model stands for the rest. */
function costTable(costs: readonly number[]): Int16Array {
  return Int16Array.from({ length: MOST_PARTS }, (_, nth) =>
    inTenths(costs[Math.min(nth, costs.length - 1)] as number),
  );
}

const costsOf = (kind: Kind) => ({
  missing: costTable(missing[kind]),
  extra: costTable(extra[kind]),
  contradicting: costTable(contradicting[kind]),
});

/** What the nth part of a kind costs that only one name has, or that stands against another. */
export const COSTS: Readonly<Record<Kind, ReturnType<typeof costsOf>>> = {
  name: costsOf('name'),
  generic: costsOf('generic'),
  initial: costsOf('initial'),
  number: costsOf('number'),
  place: costsOf('place'),
};

/** The kind of a part, by which its absence and its opposition cost. */
export function kindOf(code: number): Kind {
  const role = roleCode(code);
  if (role === GENERIC) return 'generic';
  if (role === INITIAL) return 'initial';
  if (role === PLACE) return 'place';
  return role === NUMBER ? 'number' : 'name';
}

const least = (costs: Int16Array): number => -Math.max(...costs);

const OPPOSED = Math.min(...Object.values(COSTS).map((costs) => least(costs.contradicting)));

/** By role: the least that it costs, in tenths, that a part of the query is met by nothing. */
const ABSENCE = Uint16Array.from({ length: 16 }, (_, role) =>
  Math.min(least(COSTS[kindOf(role)].extra), OPPOSED),
);

/** The least that it costs, in tenths, that a part of the query is met by no part of a name. */
export const leastAbsence = (code: number): number => ABSENCE[roleCode(code)] as number;

/** Whether two leftover parts stand for the same thing: a given name does not for a surname. */
export function mayOppose(ours: number, theirs: number): boolean {
  const kind = kindOf(ours);
  const other = kindOf(theirs);
  if (kind !== 'name' && kind !== 'initial') return kind === other;
  if (other !== 'name' && other !== 'initial') return false;
  return slotOf(ours) + slotOf(theirs) !== GIVEN + FAMILY;
}
