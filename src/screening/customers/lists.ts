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
import type { ListingChange, Lists } from './rescreen.ts';
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
    async changesSince(name, before) {
      const now = active.get(name);
      const old = await manifestOf(store, name, before);
      if (now === undefined || old === undefined) return undefined;
      const changes = await store.changedIds(old, now);
      const wallets = new Set(changes.filter(isWallet).map(({ id }) => id));
      const held = await store.entitiesOf(old, wallets);
      const holding = await store.entitiesOf(now, wallets);
      return changes.map((change) => withHolders(change, held, holding));
    },
  } satisfies Lists & { screener: Screener };
}

const isWallet = ({ schema }: { readonly schema: string }): boolean => isA(schema, 'CryptoWallet');

/** A change with the parties that hold it, or held it, where it is a wallet. */
export function withHolders(
  { kind, id }: IdChange,
  before: ReadonlyMap<string, Entity>,
  after: ReadonlyMap<string, Entity>,
): ListingChange {
  const wallets = [before.get(id), after.get(id)].filter((one) => one !== undefined);
  const holders = wallets.filter(isWallet).flatMap((wallet) => wallet.texts('holder'));
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
