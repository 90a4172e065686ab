import type { Cursor } from '../cursor.ts';
import type { Signal } from '../types.ts';
import { keep } from './keep.ts';

export type Tell = (kind: Signal['kind'], found: string) => void;

/** One value of a set. */
interface SetValue {
  readonly text: string;
  /** For a PartySubType: its PartyType. */
  readonly party?: string;
}

/** The sets that the published schema has; what is read by number is in one of them. */
const SETS: ReadonlySet<string> = new Set(
  (
    'AliasType AreaCode AreaCodeType CalendarType Country CountryRelevance DecisionMakingBody ' +
    'DetailReference DetailType DocNameStatus EntryEventType EntryLinkType ExRefType FeatureType ' +
    'FeatureTypeGroup IDRegDocDateType IDRegDocType IdentityFeatureLinkType LegalBasis ' +
    'LegalBasisType List LocPartType LocPartValueStatus LocPartValueType NamePartType ' +
    'Organisation PartySubType PartyType RelationQuality RelationType Reliability ' +
    'SanctionsProgram SanctionsType Script ScriptStatus SubsidiaryBody SupInfoType TargetType ' +
    'Validity'
  ).split(' '),
);

/** Attributes of values that say how OFAC sorts them, or what another set says too. */
const IGNORED = [
  'AreaCodeTypeID',
  'CountryID',
  'DecisionMakingBodyID',
  'Description',
  'FeatureTypeGroupID',
  'ISO2',
  'ISO3',
  'LegalBasisShortRef',
  'LegalBasisTypeID',
  'Notional',
  'OrganisationID',
  'SanctionsProgramID',
  'ScriptCode',
  'SubsidiaryBodyID',
  'Symmetrical',
];

/** What the file writes for a value that it does not have. */
const UNKNOWN = 'Unknown';

/** The file's own sets of values, by name and number; only what the file uses is in them. */
export class ReferenceSets {
  readonly #sets = new Map<string, Map<string, SetValue>>();
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Takes in `ReferenceValueSets`; what no set has a place for is left on the cursor. */
  read(sets: Cursor): void {
    for (const name of SETS) {
      const values = new Map<string, SetValue>();
      for (const value of sets.all(`${name}Values`).flatMap((all) => all.all(name))) {
        const id = value.attribute('ID');
        const text = value.text() ?? '';
        const party = value.attribute('PartyTypeID');
        value.ignore(...IGNORED);
        if (id === undefined) this.#tell('odd-value', `${name} ${text} without ID`);
        else
          values.set(id, { text: keep(text), ...(party !== undefined && { party: keep(party) }) });
      }
      this.#sets.set(name, values);
    }
  }

  /**
   * The value of a number; undefined, and signalled, where the file does not define it.
   * @param tell hears of it for the record that has the number
   */
  value(set: string, id: string | undefined, tell: Tell = this.#tell): string | undefined {
    return this.#find(set, id, tell)?.text;
  }

  /** The same, for values that stand for nothing: `Unknown` and blank are none. */
  known(set: string, id: string | undefined, tell: Tell = this.#tell): string | undefined {
    const text = this.value(set, id, tell);
    return text === UNKNOWN || text === '' ? undefined : text;
  }

  /** The kind of a party: by the sub-type's own name, else by the type that it belongs to. */
  partyType(id: string | undefined, tell: Tell): string | undefined {
    const sub = this.#find('PartySubType', id, tell);
    if (sub === undefined || sub.text !== UNKNOWN) return sub?.text;
    return this.value('PartyType', sub.party, tell);
  }

  #find(set: string, id: string | undefined, tell: Tell): SetValue | undefined {
    if (id === undefined) return undefined;
    const found = this.#sets.get(set)?.get(id);
    if (found === undefined) tell('unknown-value', `${set} ${id}, which the file does not define`);
    return found;
  }
}
