import type { IdChange } from '../../lists/index.ts';
import type { Engine } from '../../matching/index.ts';
import type { ListContent, Screened } from './state.ts';

/** That a listing is another than it was. */
export interface ListingChange extends Pick<IdChange, 'kind' | 'id'> {
  /** Who holds or held it, where it is a wallet: they are found through it. */
  readonly holders: readonly string[];
}

/** The lists as they are now, and what became of them. */
export interface Lists {
  readonly engine: Engine;
  /** What each of its lists holds, by name. */
  readonly contents: Readonly<Record<string, ListContent>>;
  /** What changed in a list since it held `before`; undefined where that is not kept any more. */
  changesSince(name: string, before: ListContent): Promise<readonly ListingChange[] | undefined>;
}

/** Why a hit is new, gone or another. */
export type Cause =
  /** The customer was loaded, changed or removed. */
  | { readonly by: 'customer' }
  /** The listing, or a wallet that it holds, is on another version of a list. */
  | {
      readonly by: 'list';
      readonly list: string;
      readonly change: IdChange['kind'];
      readonly from: string;
      readonly to: string;
    }
  /** Everybody was asked anew: for the first time, or after a change of the engine or threshold. */
  | { readonly by: 'everything' };

/** Why a hit is what it is where a list changed. */
export type ListCause = Extract<Cause, { by: 'list' }>;

/** By id, why a listing must be asked about again; undefined where all must be. */
export async function changedListings(
  before: Screened | undefined,
  now: Screened,
  lists: Lists,
): Promise<ReadonlyMap<string, ListCause> | undefined> {
  if (before?.engine !== now.engine || before.threshold !== now.threshold) return undefined;
  const names = new Set([...Object.keys(before.lists), ...Object.keys(now.lists)]);
  const changed = new Map<string, ListCause>();
  for (const list of names) {
    const was = before.lists[list];
    const is = now.lists[list];
    if (was?.content === is?.content) continue;
    // A list that came or went is as good as a first screening.
    if (was === undefined || is === undefined) return undefined;
    const changes = await lists.changesSince(list, was);
    if (changes === undefined) return undefined;
    for (const { kind, id, holders } of changes) {
      const cause: ListCause = {
        by: 'list',
        list,
        change: kind,
        from: was.version,
        to: is.version,
      };
      changed.set(id, cause);
      for (const holder of holders) {
        if (!changed.has(holder)) changed.set(holder, { ...cause, change: 'changed' });
      }
    }
  }
  return changed;
}
