import { type Entity, EntityBuilder, type Source } from '../../entity/index.ts';
import type { ReadContext } from '../types.ts';
import { createNameIndex } from './link.ts';
import { buildParty, detailsPage, type Party } from './party.ts';
import { programOf } from './programs.ts';
import type { OfacRecord } from './record.ts';

/** Makes FollowTheMoney entities of OFAC's records, whichever format they were read from. */
export interface Assembler {
  /** The party of a record, its sanctions and its wallets. */
  party(record: OfacRecord): Entity[];
  /**
   * The links between parties, once every record has been seen: OFAC names the other party by its
   * name alone, and it may come later in the file.
   */
  links(): Generator<Entity>;
}

interface PendingLink {
  readonly uid: string;
  readonly source: Source;
  readonly programs: readonly string[];
  readonly role: string;
  readonly name: string;
  readonly text: string;
}

/** An assembler for one version of one list; it keeps the names of all parties, but no entities. */
export function createAssembler(context: ReadContext): Assembler {
  const index = createNameIndex();
  const pending: PendingLink[] = [];
  return {
    party(record) {
      const { uid, programs } = record;
      const source: Source = {
        dataset: context.dataset,
        record: uid,
        knownAt: context.knownAt,
      };
      const party = buildParty(record, source, (kind, found) =>
        context.onSignal({ kind, record: uid, found }),
      );
      index.add(record);
      for (const link of party.links) pending.push({ uid, source, programs, ...link });
      const sanctions = programs.map((tag) => sanction(record, tag, party, source));
      if (programs.length === 0) {
        for (const text of party.provisions) party.builder.add('notes', text);
      }
      const entity = party.builder.build();
      const wallets = party.wallets.map((wallet) => walletOf(entity, wallet, source));
      return [entity, ...sanctions, ...wallets];
    },
    *links() {
      const seen = new Set<string>();
      for (const link of pending) {
        const object = index.resolve(link);
        if (typeof object !== 'string') {
          const found = `${link.text} (${object.parties} parties of that name)`;
          context.onSignal({ kind: 'unresolved-link', record: link.uid, found });
          continue;
        }
        const entity = unknownLink(link, object);
        if (!seen.has(entity.id)) yield entity;
        seen.add(entity.id);
      }
    },
  };
}

/** A part of an id: `CAATSA - RUSSIA` gives `caatsa-russia`. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function sanction(record: OfacRecord, tag: string, party: Party, source: Source): Entity {
  const program = programOf(tag);
  const id = `ofac-${record.uid}-sanction-${slug(tag)}`;
  const builder = new EntityBuilder(id, 'Sanction', source)
    .add('entity', party.builder.id)
    .add('country', 'us')
    .add('authority', 'Office of Foreign Assets Control')
    .add('program', program?.title ?? tag)
    .add('programId', tag)
    .add('recordId', record.uid)
    .add('sourceUrl', detailsPage(record.uid));
  if (program !== undefined) {
    const citation = program.citation === '' ? '' : ` (${program.citation})`;
    builder.add('reason', `${program.authority}${citation}`);
  }
  for (const text of party.provisions) builder.add('provisions', text);
  return builder.build();
}

function walletOf(party: Entity, wallet: Party['wallets'][number], source: Source): Entity {
  const { currency, address, text } = wallet;
  const id = `${party.id}-wallet-${currency}-${address}`;
  const builder = new EntityBuilder(id, 'CryptoWallet', source)
    .add('publicKey', address, text)
    .add('currency', currency)
    .add('holder', party.id);
  for (const topic of party.texts('topics')) builder.add('topics', topic);
  return builder.build();
}

function unknownLink(link: PendingLink, object: string): Entity {
  const id = `ofac-${link.uid}-${slug(link.role)}-${object}`;
  return new EntityBuilder(id, 'UnknownLink', link.source)
    .add('subject', `ofac-${link.uid}`)
    .add('object', `ofac-${object}`)
    .add('role', link.role)
    .add('summary', link.text)
    .add('recordId', link.uid)
    .build();
}
