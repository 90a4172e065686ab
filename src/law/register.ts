import { loadData } from '../base/index.ts';
import type { DesignationSource } from './party.ts';
import { extra } from './tables.ts';
import type { Held, Verified } from './types.ts';

/**
 * What the built-in register and `data/law/designations.json` know of a party's designations. The
 * register's table is read itself: its entities cannot say for which day something was announced.
 */

interface Designation {
  readonly programme: string;
  readonly date: string | null;
  readonly status: string;
  readonly announced?: string | null;
  readonly announcedEffective?: string | null;
  readonly notice: string | null;
  readonly citation: string | null;
  readonly evidence: string;
}

interface Register {
  readonly checked: string;
  readonly asOf: string;
  readonly records: readonly {
    readonly id: string;
    readonly designations: readonly Designation[];
  }[];
}

let register: Register | undefined;
let recordOf: ReadonlyMap<string, readonly Designation[]> | undefined;

function designationsOf(id: string): readonly Designation[] {
  register ??= loadData<Register>('register/cartels.json');
  recordOf ??= new Map(register.records.map((record) => [record.id, record.designations]));
  return recordOf.get(id) ?? [];
}

/** The programme tags of a party, each with a source; none for a party that neither table has. */
export function registerFacts(id: string): readonly (readonly [string, DesignationSource])[] {
  const facts = designationsOf(id).map((one) => [one.programme, ofRegister(one)] as const);
  const more = extra.designations
    .filter(({ party }) => party === id)
    .map(({ programme, held, citations, verified, note }) => {
      const source = { dataset: 'tamiz_law', held, citations, verified, note };
      return [programme, source] as const;
    });
  return [...facts, ...more];
}

function ofRegister(one: Designation): DesignationSource {
  const notice = one.notice === null ? undefined : extra.notices[one.notice];
  const verified: Verified = extra.evidence[one.evidence] ?? 'unverified';
  const reference = [one.notice, one.citation].filter((text) => text !== null).join(', ');
  return {
    dataset: 'tamiz_cartel_register',
    held: heldOf(one, register as Register),
    citations: notice === undefined ? ['cartel-register'] : ['cartel-register', notice],
    verified,
    ...(reference === '' ? {} : { reference }),
  };
}

/** The statements that a designation of the register makes, each from the day it could be known. */
function heldOf(one: Designation, { asOf, checked }: Register): readonly Held[] {
  if (one.date !== null) return [{ known: one.date, from: one.date }];
  const announced = one.announced ?? undefined;
  if (one.status === 'announced') {
    const from = one.announcedEffective ?? undefined;
    const known = announced ?? checked;
    return [{ known, announced: true, ...(from === undefined ? {} : { from }) }];
  }
  const seen: Held = { known: asOf, seen: asOf };
  if (announced === undefined) return [seen];
  const bound = { notBefore: announced };
  return [
    { known: announced, announced: true, ...bound },
    { ...seen, ...bound },
  ];
}
