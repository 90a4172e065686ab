import { type Customer, customersOf, type OpenPart, writePart } from './part.ts';
import type { Part } from './state.ts';

/** Fewer customers than this are as good as none: opening a part costs more than asking it. */
const SMALL = 1_000;
/** Sizes that differ by less than so many times count as alike. */
const STEP = 8;

/** Customers in one part; its index grows with them. */
export const MOST_IN_PART = 500_000;

/**
 * Which parts should become one: those of about one size, where there are more of them than
 * `most`, and each that has more dead questions than living ones. Every load adds a part, and each
 * costs time to open; merged like this, a customer is written again a few times in all, and there
 * are never more than a few dozen parts.
 *
 * Customers whom the lists were not asked about yet stay apart from those who were.
 */
export function partsToMerge(
  parts: readonly OpenPart[],
  most: number,
): readonly (readonly OpenPart[])[] {
  const bySize = new Map<string, OpenPart[]>();
  for (const open of parts) {
    const { screened } = open.part;
    const key = `${screened} ${sizeOf(open.customers)}`;
    bySize.set(key, [...(bySize.get(key) ?? []), open]);
  }
  return [...bySize.values()].flatMap((alike) => {
    const all = alike.reduce((sum, { customers }) => sum + customers, 0);
    if (alike.length > most && all <= MOST_IN_PART) return [alike];
    return alike.filter((open) => open.living * 2 < open.part.questions).map((open) => [open]);
  });
}

const sizeOf = (customers: number): number =>
  Math.floor(Math.log(Math.max(1, customers / SMALL)) / Math.log(STEP));

/** Writes the living customers of some parts as one. */
export async function mergeParts(
  folder: string,
  name: string,
  parts: readonly OpenPart[],
): Promise<Part> {
  const [first] = parts;
  const written = await writePart(folder, name, livingOf(folder, parts));
  return { ...written, dead: undefined, screened: first?.part.screened === true };
}

async function* livingOf(folder: string, parts: readonly OpenPart[]): AsyncGenerator<Customer> {
  for (const open of parts) {
    let at = 0;
    for await (const customer of customersOf(folder, open.part)) {
      if (open.isLive(at)) yield customer;
      at += customer.examples.length;
    }
  }
}
