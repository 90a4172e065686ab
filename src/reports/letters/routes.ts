import { loadData } from '../../base/index.ts';
import type { Sentence } from '../../law/index.ts';
import { citationOf } from '../basis.ts';
import { type Block, heading, note, text } from '../document.ts';
import type { Language } from '../types.ts';

interface Route {
  readonly name: Sentence;
  readonly text: Sentence;
  readonly citations: readonly string[];
  /** `own` is what the institution itself promises; else as in `data/law`. */
  readonly verified: string;
}

/** The ways to contest, by their ids. */
export const ROUTES = loadData<{ readonly routes: Readonly<Record<string, Route>> }>(
  'reports/redress.json',
).routes;

const UNVERIFIED = {
  en: 'Not verified against the official text.',
  es: 'Sin verificar contra el texto oficial.',
} as const;

/** Ways to contest in plain words, each with its law. */
export function routeBlocks(ids: readonly string[], language: Language): Block[] {
  return ids.flatMap((id) => {
    const route = ROUTES[id];
    if (route === undefined) return [];
    const cites = route.citations.map((one) => citationOf(one).cite).join('; ');
    const caution = route.verified === 'own' ? '' : UNVERIFIED[language];
    return [
      heading(route.name[language], 2),
      text(route.text[language]),
      ...(cites === '' ? [] : [note(`${cites}. ${caution}`)]),
    ];
  });
}
