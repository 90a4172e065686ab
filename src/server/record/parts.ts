import type { AccountWorld, Procedure } from '../../accounts/index.ts';
import type { Journal } from '../../journal/index.ts';
import type { ListDates } from '../../oversight/index.ts';
import type { Command, Store } from '../../store/index.ts';
import type { Shown } from './shown.ts';

/** What belongs to organisations, as the server serves it. */
export interface RecordParts {
  readonly store: Store;
  readonly world: AccountWorld;
  /** Kinds of documents that can be looked at. */
  readonly shown: readonly Shown[];
  readonly commands: readonly Command[];
  readonly procedures: readonly Procedure[];
  /**
   * The address by which people reach the server, such as `https://tamiz.example`; on the machine
   * itself the address of the request. It tells whether cookies go over TLS.
   */
  readonly publicUrl?: string;
  /** When versions of lists were taken in; without it, the age of lists is not measured. */
  readonly listDates?: ListDates;
  /** Who may write through this server, which has the journal. */
  readonly keeper?: Keeper;
}

/** The journal that a server has, and the secrets of those who write through it. */
export interface Keeper {
  readonly journal: Pick<Journal, 'append'>;
  /** Of the other servers of the installation, which may write whatever this one may. */
  readonly token?: string;
  /** Of commands on the data folder, who have taken down what they ask. */
  readonly folderToken?: string;
}

/** Whether people reach the server over TLS. */
export const isSecure = ({ publicUrl }: Pick<RecordParts, 'publicUrl'>): boolean =>
  publicUrl?.startsWith('https:') === true;
