import { loadData } from '../base/index.ts';
import { defaultModel } from './followthemoney.ts';

const extra = loadData<{ names: Record<string, string> }>('countries.json');

/** FollowTheMoney's country codes: ISO 3166-1 alpha-2 in lower case, and a few of history. */
const codes = (defaultModel.types.country as { values: Record<string, string> }).values;

const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

/** Codes by folded names; made when a country is first named in words. */
let byName: ReadonlyMap<string, string> | undefined;

function codesByName(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const language of ['es', 'en']) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of Object.keys(codes)) {
      const name = /^[a-z]{2}$/.test(code) ? names.of(code.toUpperCase()) : undefined;
      if (name !== undefined) found.set(fold(name), code);
    }
  }
  for (const [code, label] of Object.entries(codes)) found.set(fold(label), code);
  for (const [name, code] of Object.entries(extra.names)) found.set(fold(name), code);
  return found;
}

/**
 * FollowTheMoney's code of a country named in English or Spanish, or by its code; else undefined.
 */
export function countryCode(text: string): string | undefined {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const code = findCode(text);
  if (code !== undefined && remembered.size < MOST_REMEMBERED) remembered.set(text, code);
  return code;
}

/** Answers by the words asked with; a list names few countries in few ways, and often. */
const remembered = new Map<string, string>();
const MOST_REMEMBERED = 10_000;

function findCode(text: string): string | undefined {
  if (Object.hasOwn(codes, text)) return text;
  const plain = fold(text);
  if (Object.hasOwn(codes, plain)) return plain;
  byName ??= codesByName();
  return byName.get(plain);
}

/** The name of a country for display. */
export function countryName(code: string, language: 'en' | 'es'): string {
  const upper = code.toUpperCase();
  if (!/^[A-Z]{2}$/.test(upper)) return codes[code] ?? code;
  return new Intl.DisplayNames([language], { type: 'region' }).of(upper) ?? code;
}
