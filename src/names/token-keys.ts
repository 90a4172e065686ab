import { spellingKeys } from './keys.ts';
import { GENERIC_KEYS, NICKNAME_KEYS } from './tables.ts';
import type { Role } from './types.ts';

/**
 * Words come again and again; their keys are worked out once. The memory is bounded, and forgetting
 * changes nothing but the time.
 */
const remembered = new Map<string, readonly string[]>();
const MOST_REMEMBERED = 100_000;

/** A longer word than this is not a word; its keys are not worth the memory. */
const LONGEST_WORD = 100;

const NONE: readonly string[] = Object.freeze([]);

/** Spelling and nickname keys of a word in its role; none for roles that are not compared. */
export function keysOf(text: string, role: Role): readonly string[] {
  if (role === 'generic') return GENERIC_KEYS.get(text) ?? NONE;
  if (role !== 'name' || text.length > LONGEST_WORD) return NONE;
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const keys = Object.freeze([...spellingKeys(text), ...(NICKNAME_KEYS.get(text) ?? [])]);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, keys);
  return keys;
}

/**
 * All keys of a word whatever its role, for an index: there a word is its text alone, and `Grupo`
 * may be a word of a company in one name and a surname in another.
 */
export function wordKeys(text: string): readonly string[] {
  const generic = GENERIC_KEYS.get(text);
  return generic === undefined ? keysOf(text, 'name') : [...keysOf(text, 'name'), ...generic];
}
