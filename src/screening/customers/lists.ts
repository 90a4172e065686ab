import { TamizError } from '../../base/index.ts';
import { type Entity, isA } from '../../entity/index.ts';
import {
  type IdChange,
  ListStore,
  type Manifest,
  REGISTER,
  registerInfo,
} from '../../lists/index.ts';
import { type OpenOptions, openScreener } from '../open.ts';
import type { Screener } from '../types.ts';
import type { ListingChange, Lists } from './changed.ts';
import type { ListContent } from './state.ts';

/** The active lists of a data folder, with what became of them since. */
export async function openLists(options: OpenOptions): Promise<Lists & { screener: Screener }> {
  const store = new ListStore(options);
  const active = new Map<string, Manifest>();
  for (const list of await store.lists()) {
    if (list.active !== undefined) active.set(list.name, list.active);
  }
  const screener = await openScreener(options);
  const { version } = registerInfo();
  const contents: Record<string, ListContent> = { [REGISTER]: { version, content: version } };
  for (const [name, manifest] of active) contents[name] = contentOf(manifest);
  return {
    screener,
    engine: screener.engine,
    contents,
    async changesSince(name, content) {
      const now = active.get(name);
      const old = await manifestOf(store, name, content);
      if (now === undefined || old === undefined) return undefined;
      const changes = await store.changedIds(old, now);
      // What is new is in the engine; only what was there before is read from its version.
      const known = changes.filter((change) => isWallet(change) && change.kind !== 'added');
      const then = await store.entitiesOf(old, new Set(known.map(({ id }) => id)));
      const { engine } = screener;
      const today = (id: string) =>
        engine.everyEntity(id).find((one) => one.id === id && engine.listOf(one) === name);
      return changes.map((change) => {
        const { id } = change;
        return withHolders(change, isWallet(change) ? [then.get(id), today(id)] : []);
      });
    },
  } satisfies Lists & { screener: Screener };
}

const isWallet = ({ schemas }: IdChange): boolean =>
  [...schemas].some((schema) => isA(schema, 'CryptoWallet'));

/** A change with the parties that hold it, or held it, where it is or was a wallet. */
export function withHolders(
  { kind, id }: IdChange,
  versions: readonly (Entity | undefined)[],
): ListingChange {
  const holders = versions.flatMap((one) =>
    one !== undefined && isA(one.schema, 'CryptoWallet') ? one.texts('holder') : [],
  );
  return { kind, id, holders: [...new Set(holders)] };
}

const contentOf = ({ version, entitiesSha256 }: Manifest): ListContent => ({
  version,
  content: entitiesSha256,
});

/** The manifest of what a list held; undefined where it is not kept as it was. */
async function manifestOf(
  store: ListStore,
  name: string,
  { version, content }: ListContent,
): Promise<Manifest | undefined> {
  try {
    const manifest = await store.manifest(name, version);
    return manifest.entitiesSha256 === content ? manifest : undefined;
  } catch (error) {
    if (error instanceof TamizError && error.code === 'LIST_DAMAGED') return undefined;
    throw error;
  }
}
