import { inTenths, MODEL } from './model.ts';
import { MOST_PARTS } from './name-parts.ts';
import {
  FAMILY,
  GENERIC,
  GIVEN,
  INITIAL,
  NAME,
  NUMBER,
  PATRONYMIC,
  PLACE,
  roleCode,
  saidOf,
  slotOf,
} from './part-codes.ts';

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
  patronymic: costsOf('patronymic'),
};

/** The kind of a part, by which its absence and its opposition cost. */
export function kindOf(code: number): Kind {
  const role = roleCode(code);
  if (role === GENERIC) return 'generic';
  if (role === INITIAL) return 'initial';
  if (role === PLACE) return 'place';
  if (role === NUMBER) return 'number';
  return role === NAME && saidOf(code) === PATRONYMIC ? 'patronymic' : 'name';
}

const least = (costs: Int16Array): number => -Math.max(...costs);

const OPPOSED = Math.min(...Object.values(COSTS).map((costs) => least(costs.contradicting)));

/** By code: the least that it costs, in tenths, that a part is met by nothing. */
const absences = (ways: readonly ('extra' | 'missing')[]): Uint16Array =>
  Uint16Array.from({ length: 256 }, (_, code) =>
    Math.min(OPPOSED, ...ways.map((way) => least(COSTS[kindOf(code)][way]))),
  );

const ABSENCE = absences(['extra']);
const ABSENCE_EITHER_WAY = absences(['extra', 'missing']);

/** The least that it costs, in tenths, that a part of the query is met by no part of a name. */
export const leastAbsence = (code: number): number => ABSENCE[code] as number;

/** The same where the query may as well be the listing. */
export const leastAbsenceEitherWay = (code: number): number => ABSENCE_EITHER_WAY[code] as number;

const PERSONAL: ReadonlySet<Kind> = new Set(['name', 'patronymic', 'initial']);

/** The kind by which two parts that stand against each other cost: an initial says the least. */
export function kindOpposed(ours: number, theirs: number): Kind {
  const kind = kindOf(ours);
  return kind === 'name' || kind === 'patronymic' ? kindOf(theirs) : kind;
}

/** Whether two leftover parts stand for the same thing: a given name does not for a surname. */
export function mayOppose(ours: number, theirs: number): boolean {
  const kind = kindOf(ours);
  const other = kindOf(theirs);
  if (!PERSONAL.has(kind) || !PERSONAL.has(other)) return kind === other;
  return slotOf(ours) + slotOf(theirs) !== GIVEN + FAMILY;
}
