import { describe, expect, test } from 'vitest';
import { grantableScopes } from '../src/accounts/index.ts';
import { REDRESS_TYPES } from '../src/cases/index.ts';
import { documentsEn } from './src/messages/documents-en.ts';
import { en } from './src/messages/en.ts';
import { CATALOGUES, say } from './src/messages/index.ts';
import { recordEn } from './src/messages/record-en.ts';
import './src/record/texts.ts';

/** Words that English and Spanish share, and abbreviations that are the same everywhere. */
const ALIKE = new Set(['property.alias', 'property.leiCode', 'property.mmsi', 'users.roles']);

const keys = Object.keys({ ...en, ...recordEn, ...documentsEn }) as (keyof typeof CATALOGUES.en)[];
const placeholders = (message: string) => [...message.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the messages', () => {
  test.each(keys)('%s is there in both languages', (key) => {
    const english = CATALOGUES.en[key];
    const spanish = CATALOGUES.es[key];
    expect(english.trim()).not.toBe('');
    expect(spanish.trim()).not.toBe('');
    expect(placeholders(spanish)).toEqual(placeholders(english));
    expect(english === spanish, `${key}: both say ${english}`).toBe(ALIKE.has(key));
  });

  test('no language has keys of its own', () => {
    expect(Object.keys(CATALOGUES.es)).toEqual(keys);
  });

  test('what the server names by a word has a text', () => {
    const steps = REDRESS_TYPES.flatMap((type) => type.steps)
      .filter(({ by }) => by === 'step')
      .map(({ step }) => `redress.step.${step}`);
    // Of the compartment of reports of suspicious activity no page for others speaks.
    const scopes = grantableScopes().filter((scope) => !scope.startsWith('sar:'));
    const named = [...steps, ...scopes.map((scope) => `scope.${scope}`)];
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((key) => !Object.hasOwn(CATALOGUES.en, key))).toEqual([]);
  });

  test('nobody is called names', () => {
    const said = Object.values(CATALOGUES).flatMap((catalogue) => Object.values(catalogue));
    const adverse = /\bterrorist|\bcriminal|\bdelincuente|\bnarco|\bculpable|\bguilty/i;
    expect(said.filter((message) => adverse.test(message))).toEqual([]);
  });

  test('placeholders are filled, numbers in the way of the language', () => {
    const number = (value: number) => `<${value}>`;
    expect(say('en', 'source.record', { record: 'x1' }, number)).toBe('record x1');
    expect(say('es', 'hits.other', { n: 3 }, number)).toBe('<3> coincidencias');
  });
});
