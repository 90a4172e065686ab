import { type Entity, EntityBuilder, type Source } from '../../entity/index.ts';
import type { ReadContext } from '../types.ts';
import { actsUnder } from './acts.ts';
import { createNameIndex } from './link.ts';
import { buildParty, detailsPage, type Party } from './party.ts';
import { programOf } from './programs.ts';
import type { OfacAct, OfacRecord, OfacRelation } from './record.ts';
import { linkOf, slug } from './relations.ts';

/** Makes FollowTheMoney entities of OFAC's records, whichever format they were read from. */
export interface Assembler {
  /** The party of a record, its sanctions and its wallets. */
  party(record: OfacRecord): Entity[];
  /**
   * The links between parties, once every record has been seen: the other party may come later in
   * the file, and the CSV and the classic XML give no more of it than its name.
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
  const related: { readonly uid: string; readonly relation: OfacRelation; source: Source }[] = [];
  const schemas = new Map<string, string>();
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
      schemas.set(uid, party.builder.schema);
      for (const relation of record.relations ?? []) related.push({ uid, relation, source });
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
      for (const { uid, relation, source } of related) {
        if (!schemas.has(relation.to)) {
          // Its number is the same on every list of OFAC's, so the link finds its end there.
          const found = `${relation.role} ${relation.to}, which is not on this list`;
          context.onSignal({ kind: 'unresolved-link', record: uid, found });
        }
        const entity = linkOf(uid, relation, (of) => schemas.get(of), source);
        if (!seen.has(entity.id)) yield entity;
        seen.add(entity.id);
      }
    },
  };
}

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
  for (const act of actsUnder(tag, record.programs, record.acts ?? [])) addAct(builder, act);
  return builder.build();
}

function addAct(builder: EntityBuilder, { list, date, basis, measures = [] }: OfacAct): void {
  const original = [date, list, basis].filter((part) => part !== undefined).join(', ');
  builder.add('listingDate', date, original).add('reason', basis);
  for (const measure of measures) builder.add('provisions', measure);
}

/** The wallet of a party, as an entity of its own. */
export function walletOf(party: Entity, wallet: Party['wallets'][number], source: Source): Entity {
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
