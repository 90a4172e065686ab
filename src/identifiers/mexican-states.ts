import { loadData } from '../base/index.ts';

const table = loadData<{
  states: Readonly<Record<string, string | undefined>>;
  aliases: Readonly<Record<string, string>>;
}>('identifiers/mexican-states.json');

/** The code that stands for a birth outside Mexico. */
export const BORN_ABROAD = 'NE';

/** The name of a state by its two letters in a CURP. */
export const stateName = (code: string): string | undefined => table.states[code];

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();

const byName = new Map<string, string>();
for (const [code, name] of Object.entries(table.states)) {
  if (name !== undefined && code !== BORN_ABROAD && code !== 'MC') byName.set(fold(name), code);
}
for (const [name, code] of Object.entries(table.aliases)) byName.set(name, code);

/**
 * The Mexican state that a place names, as a CURP's two letters: `Hidalgo del Parral, Chihuahua,
 * Mexico` is in Chihuahua. Only a whole piece between commas counts, the last one first, as many
 * towns have a state's name in theirs.
 */
export function mexicanStateIn(place: string): string | undefined {
  const pieces = place.split(/[,;()/]/).map(fold);
  for (const piece of pieces.reverse()) {
    const code = byName.get(piece);
    if (code !== undefined) return code;
  }
  return undefined;
}
