import { leaf, writeXml, type XmlNode } from '../../testing/write-xml.ts';
import {
  featuresOf,
  isFeature,
  type LinkedEntry,
  Numbers,
  type Span,
  spanOf,
} from './write-linked.ts';

const SUB_TYPES = { Vessel: '1', Aircraft: '2', Entity: '3', Individual: '4' } as const;
const NAME_PARTS = {
  Individual: 'Last Name',
  Entity: 'Entity Name',
  Vessel: 'Vessel Name',
  Aircraft: 'Aircraft Name',
} as const;

/** Writes entries in OFAC's advanced XML. */
class AdvancedWriter {
  readonly #sets = new Map<string, Numbers>();
  #next = 1;
  readonly #locations: XmlNode[] = [];
  readonly #documents: XmlNode[] = [];
  readonly #relations: XmlNode[] = [];
  readonly #entries: XmlNode[] = [];

  write(entries: readonly LinkedEntry[], published: string, namespace: string): string {
    const parties = entries.map((entry) => this.#party(entry));
    const root: XmlNode = {
      name: 'Sanctions',
      attributes: { xmlns: namespace, Version: '3' },
      children: [
        { name: 'DateOfIssue', attributes: { CalendarTypeID: '1' }, children: day(published) },
        { name: 'ReferenceValueSets', children: this.#referenceSets() },
        { name: 'Locations', children: this.#locations },
        { name: 'IDRegDocuments', children: this.#documents },
        { name: 'DistinctParties', children: parties },
        { name: 'ProfileRelationships', children: this.#relations },
        { name: 'SanctionsEntries', children: this.#entries },
        { name: 'SanctionsEntryLinks' },
      ],
    };
    return `<?xml version="1.0" encoding="utf-8"?>${writeXml(root, '\n')}`;
  }

  #value(set: string, value: string): string {
    const numbers = this.#sets.get(set) ?? new Numbers();
    this.#sets.set(set, numbers);
    return numbers.of(value);
  }

  #id(): string {
    return String(this.#next++);
  }

  #referenceSets(): readonly XmlNode[] {
    const types = ['Individual', 'Entity', 'Transport'];
    const party = types.map((text, index) => reference('PartyType', String(index + 1), text));
    const sub = [
      ['1', 'Vessel', '3'],
      ['2', 'Aircraft', '3'],
      ['3', 'Unknown', '2'],
      ['4', 'Unknown', '1'],
    ].map(([id = '', text = '', PartyTypeID = '']) =>
      reference('PartySubType', id, text, { PartyTypeID }),
    );
    const rest = [...this.#sets].map(([set, numbers]) => ({
      name: `${set}Values`,
      children: numbers.all.map(([text, id]) => reference(set, id, text)),
    }));
    return [
      { name: 'PartyTypeValues', children: party },
      { name: 'PartySubTypeValues', children: sub },
      ...rest,
    ];
  }

  #party(entry: LinkedEntry): XmlNode {
    const { uid } = entry;
    const identity = this.#id();
    this.#addDocuments(entry, identity);
    this.#addRelations(entry);
    this.#addEntry(entry);
    return {
      name: 'DistinctParty',
      attributes: { FixedRef: uid },
      children: [
        { name: 'Comment', text: entry.remarks ?? '' },
        {
          name: 'Profile',
          attributes: { ID: uid, PartySubTypeID: SUB_TYPES[entry.sdnType] },
          children: [this.#identity(entry, identity), ...this.#features(entry, identity)],
        },
      ],
    };
  }

  #identity(entry: LinkedEntry, id: string): XmlNode {
    const groups: XmlNode[] = [];
    const part = (type: string, text: string): XmlNode => {
      const group = this.#id();
      const NamePartTypeID = this.#value('NamePartType', type);
      const one = { name: 'NamePartGroup', attributes: { ID: group, NamePartTypeID } };
      groups.push({ name: 'MasterNamePartGroup', children: [one] });
      const attributes = {
        NamePartGroupID: group,
        ScriptID: this.#value('Script', 'Latin'),
        ScriptStatusID: '1',
        Acronym: 'false',
      };
      return {
        name: 'DocumentedNamePart',
        children: [{ name: 'NamePartValue', attributes, text }],
      };
    };
    type Named = { readonly lastName: string; readonly firstName?: string | undefined };
    const alias = (name: Named, type: string, primary: boolean, weak: boolean): XmlNode => ({
      name: 'Alias',
      attributes: {
        FixedRef: entry.uid,
        AliasTypeID: this.#value('AliasType', type),
        Primary: String(primary),
        LowQuality: String(weak),
      },
      children: [
        {
          name: 'DocumentedName',
          attributes: { ID: this.#id(), FixedRef: entry.uid, DocNameStatusID: '1' },
          children: [
            part(NAME_PARTS[entry.sdnType], name.lastName),
            ...(name.firstName === undefined ? [] : [part('First Name', name.firstName)]),
          ],
        },
      ],
    });
    const aliases = [
      alias(entry, 'Name', true, false),
      ...entry.akas.map((aka) =>
        alias(aka, aka.type.toUpperCase(), false, aka.category === 'weak'),
      ),
    ];
    return {
      name: 'Identity',
      attributes: { ID: id, FixedRef: entry.uid, Primary: 'true', False: 'false' },
      children: [...aliases, { name: 'NamePartGroups', children: groups }],
    };
  }

  #feature(type: string, identity: string, children: readonly XmlNode[]): XmlNode {
    return {
      name: 'Feature',
      attributes: { ID: this.#id(), FeatureTypeID: this.#value('FeatureType', type) },
      children: [
        {
          name: 'FeatureVersion',
          attributes: { ID: this.#id(), ReliabilityID: this.#value('Reliability', 'Unknown') },
          children: [{ name: 'Comment' }, ...children],
        },
        {
          name: 'IdentityReference',
          attributes: { IdentityID: identity, IdentityFeatureLinkTypeID: '1' },
        },
      ],
    };
  }

  #features(entry: LinkedEntry, identity: string): readonly XmlNode[] {
    const title = entry.title === undefined ? [] : [{ type: 'Title', value: entry.title }];
    const features = [...title, ...featuresOf(entry)].map(({ type, value, ...more }) => {
      const span = 'span' in more ? more.span : undefined;
      return this.#feature(type, identity, this.#detail(type, value, span));
    });
    const places = entry.addresses.map((parts) =>
      this.#feature('Location', identity, [this.#location(parts)]),
    );
    return [...features, ...places];
  }

  #detail(type: string, value: string, span: Span | undefined): readonly XmlNode[] {
    const detail = (more = {}, text = '') => ({
      name: 'VersionDetail',
      attributes: { DetailTypeID: '1', ...more },
      text,
    });
    if (span !== undefined) return [period(span), detail()];
    if (type === 'Citizenship Country') {
      return [detail(), this.#location([undefined, undefined, undefined, undefined, value])];
    }
    if (type === 'Gender') {
      return [detail({ DetailReferenceID: this.#value('DetailReference', value) })];
    }
    return [detail({}, value)];
  }

  #location(parts: readonly (string | undefined)[]): XmlNode {
    const id = this.#id();
    const types = ['ADDRESS1', 'CITY', 'STATE/PROVINCE', 'POSTAL CODE'];
    const locationParts = parts.slice(0, 4).flatMap((value, index) =>
      value === undefined
        ? []
        : [
            {
              name: 'LocationPart',
              attributes: { LocPartTypeID: this.#value('LocPartType', types[index] as string) },
              children: [
                {
                  name: 'LocationPartValue',
                  attributes: {
                    Primary: 'true',
                    LocPartValueTypeID: '1',
                    LocPartValueStatusID: '1',
                  },
                  children: [{ name: 'Comment' }, ...leaf('Value', value)],
                },
              ],
            },
          ],
    );
    const country = parts[4];
    const CountryID = country === undefined ? undefined : this.#value('Country', country);
    const countries =
      CountryID === undefined
        ? []
        : [{ name: 'LocationCountry', attributes: { CountryID, CountryRelevanceID: '1' } }];
    this.#locations.push({
      name: 'Location',
      attributes: { ID: id },
      children: [...countries, ...locationParts],
    });
    return { name: 'VersionLocation', attributes: { LocationID: id } };
  }

  #addDocuments(entry: LinkedEntry, IdentityID: string): void {
    for (const { idType, idNumber, idCountry, issueDate } of entry.ids) {
      if (isFeature(idType)) continue;
      const date = issueDate === undefined ? [] : [this.#issued(issueDate)];
      this.#documents.push({
        name: 'IDRegDocument',
        attributes: {
          ID: this.#id(),
          IDRegDocTypeID: this.#value('IDRegDocType', idType),
          IdentityID,
          ...(idCountry !== undefined && {
            'IssuedBy-CountryID': this.#value('Country', idCountry),
          }),
          ValidityID: this.#value('Validity', 'Valid'),
        },
        children: [{ name: 'Comment' }, ...leaf('IDRegistrationNo', idNumber), ...date],
      });
    }
  }

  #issued(text: string): XmlNode {
    const IDRegDocDateTypeID = this.#value('IDRegDocDateType', 'Issue Date');
    return {
      name: 'DocumentDate',
      attributes: { IDRegDocDateTypeID },
      children: [period(spanOf(text))],
    };
  }

  #addRelations(entry: LinkedEntry): void {
    for (const { to, role, quality } of entry.relations) {
      this.#relations.push({
        name: 'ProfileRelationship',
        attributes: {
          ID: this.#id(),
          'From-ProfileID': entry.uid,
          'To-ProfileID': to,
          RelationTypeID: this.#value('RelationType', role),
          RelationQualityID: this.#value('RelationQuality', quality ?? 'Unknown'),
          Former: 'false',
          SanctionsEntryID: '1',
        },
        children: [{ name: 'Comment' }],
      });
    }
  }

  #addEntry(entry: LinkedEntry): void {
    const measure = (type: string, comment = ''): XmlNode => ({
      name: 'SanctionsMeasure',
      attributes: { ID: this.#id(), SanctionsTypeID: this.#value('SanctionsType', type) },
      children: [{ name: 'Comment', text: comment }, { name: 'DatePeriod' }],
    });
    const event: XmlNode = {
      name: 'EntryEvent',
      attributes: {
        ID: this.#id(),
        EntryEventTypeID: this.#value('EntryEventType', 'Created'),
        LegalBasisID: this.#value('LegalBasis', entry.basis),
      },
      children: [
        { name: 'Date', attributes: { CalendarTypeID: '1' }, children: day(entry.listed) },
      ],
    };
    this.#entries.push({
      name: 'SanctionsEntry',
      attributes: {
        ID: this.#id(),
        ProfileID: entry.uid,
        ListID: this.#value('List', entry.list),
      },
      children: [
        event,
        ...entry.measures.map((type) => measure(type)),
        ...entry.programs.map((tag) => measure('Program', tag)),
      ],
    });
  }
}

const reference = (set: string, ID: string, text: string, more = {}): XmlNode => ({
  name: set,
  attributes: { ID, ...more },
  text,
});

function day(iso: string): readonly XmlNode[] {
  const [year, month, date] = iso.split('-').map((part) => String(Number(part)));
  return [...leaf('Year', year), ...leaf('Month', month), ...leaf('Day', date)];
}

function period({ first, last, approximate }: Span): XmlNode {
  const fixed = { YearFixed: 'false', MonthFixed: 'false', DayFixed: 'false' };
  const end = (name: string, iso: string): XmlNode => ({
    name,
    attributes: { Approximate: String(approximate), ...fixed },
    children: [
      { name: 'From', children: day(iso) },
      { name: 'To', children: day(iso) },
    ],
  });
  return {
    name: 'DatePeriod',
    attributes: { CalendarTypeID: '1', ...fixed },
    children: [end('Start', first), end('End', last)],
  };
}

/** Before the spring of 2024, and since. */
export const NAMESPACES = [
  'http://www.un.org/sanctions/1.0',
  'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML',
];

/** The whole file. */
export function writeAdvanced(
  entries: readonly LinkedEntry[],
  published: string,
  namespace = NAMESPACES[0] as string,
): string {
  return new AdvancedWriter().write(entries, published, namespace);
}
