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
