import { loadData } from '../base/index.ts';
import { type Citation, citations } from '../law/index.ts';

const own = loadData<{ readonly citations: Readonly<Record<string, Citation>> }>(
  'reports/basis.json',
).citations;

/** What a report rests on, by its id in `data/law/citations.json` or `data/reports/basis.json`. */
export function citationOf(id: string): Citation {
  const found = citations.get(id) ?? own[id];
  if (found === undefined) throw new Error(`No citation ${id} in data/law or data/reports.`);
  return found;
}
