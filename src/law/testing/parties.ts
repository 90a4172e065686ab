import { EntityBuilder } from '../../entity/index.ts';
import { type LawParty, partyOf } from '../party.ts';

/** A party of the register by its id alone, with what the law knows of its designations. */
export function registerParty(id: string): LawParty {
  const source = { dataset: 'tamiz_cartel_register', record: id, knownAt: '2026-04-21T00:00:00' };
  return partyOf(new EntityBuilder(id, 'Organization', source).add('name', id).build());
}
