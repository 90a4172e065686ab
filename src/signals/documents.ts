import { compareKeys } from './keys.ts';
import { contentKey } from './propose.ts';
import type { FeedItem, KeptItem, Source } from './types.ts';

/**
 * Which items are the same document, and which of its versions stand. Both depend on the set of
 * items alone, never on the order in which they were read.
 */
export interface SourceDocument {
  /** The keys by which it is known, the best first. */
  readonly keys: readonly string[];
  readonly sources: readonly Source[];
}

/** Groups items into documents: two that share a key are one. */
export function documentsOf(items: readonly KeptItem[]): readonly SourceDocument[] {
  const pages = listingPages(items);
  const joins = ({ item }: KeptItem) =>
    item.keys.filter((key) => key === item.own || !pages.has(key));
  const groups = new Groups();
  for (const kept of items) {
    for (const key of joins(kept)) groups.join(kept.item.own, key);
  }
  const byRoot = new Map<string, KeptItem[]>();
  for (const kept of items) {
    const root = groups.rootOf(kept.item.own);
    const group = byRoot.get(root);
    if (group === undefined) byRoot.set(root, [kept]);
    else group.push(kept);
  }
  return [...byRoot.values()].map((group) => ({
    keys: [...new Set(group.flatMap(joins))].sort(compareKeys),
    sources: versionsIn(group),
  }));
}

/**
 * Addresses that items of one format share under different ids and different titles: a page that
 * lists announcements, which makes none of them the same.
 */
function listingPages(items: readonly KeptItem[]): ReadonlySet<string> {
  const seen = new Map<string, { owns: Set<string>; titles: Set<string> }>();
  const pages = new Set<string>();
  for (const { item } of items) {
    for (const key of item.keys) {
      if (key === item.own || !key.startsWith('url:')) continue;
      const name = `${item.format} ${key}`;
      const sharing = seen.get(name) ?? { owns: new Set(), titles: new Set() };
      seen.set(name, sharing);
      sharing.owns.add(item.own);
      sharing.titles.add(item.title);
      if (sharing.owns.size > 1 && sharing.titles.size > 1) pages.add(key);
    }
  }
  return pages;
}

/** Sets that are joined, each known by its least member. */
class Groups {
  readonly #parent = new Map<string, string>();

  rootOf(key: string): string {
    let root = key;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    // What was passed points to the root from now on, so that chains stay short.
    for (let at = key; at !== root; ) {
      const next = this.#parent.get(at) as string;
      this.#parent.set(at, root);
      at = next;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [first, second] = [this.rootOf(a), this.rootOf(b)].sort();
    if (first !== second) this.#parent.set(second as string, first as string);
  }
}

const dateOf = ({ updated, published }: FeedItem): string | null => updated ?? published;

/** A day is not before a moment of the same day: nobody can tell. */
function isBefore(a: string, b: string): boolean {
  const n = Math.min(a.length, b.length);
  return a.slice(0, n) < b.slice(0, n);
}

/**
 * Of the versions of one publisher's item, those stand that no later one replaced. Two of the same
 * date, as feeds have that give no date of update, both stand: neither is known to be the older.
 */
function versionsIn(group: readonly KeptItem[]): readonly Source[] {
  const latest = new Map<string, string>();
  const name = ({ format, own }: FeedItem) => `${format} ${own}`;
  for (const { item } of group) {
    const date = dateOf(item);
    const known = latest.get(name(item));
    if (date !== null && (known === undefined || known < date)) latest.set(name(item), date);
  }
  return group
    .map((kept) => {
      const date = dateOf(kept.item);
      const last = latest.get(name(kept.item));
      const current = date === null || last === undefined || !isBefore(date, last);
      return { ...kept, current };
    })
    .sort(compareSources);
}

/** What stands first, the best known first, the newest first. */
function compareSources(a: Source, b: Source): number {
  return (
    Number(b.current) - Number(a.current) ||
    compareKeys(a.item.own, b.item.own) ||
    compareText(dateOf(b.item) ?? '', dateOf(a.item) ?? '') ||
    compareText(contentKey(a.item), contentKey(b.item))
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
