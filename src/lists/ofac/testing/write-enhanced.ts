import { leaf, writeXml, type XmlNode } from '../../testing/write-xml.ts';
import {
  featuresOf,
  isFeature,
  type LinkedEntry,
  Numbers,
  type Span,
  spanOf,
} from './write-linked.ts';

/** Writes entries in OFAC's enhanced XML. */
class EnhancedWriter {
  readonly #values = new Numbers();
  readonly #types = new Numbers();

  write(entries: readonly LinkedEntry[], published: string): string {
    const entities = entries.map((entry) => this.#entity(entry));
    const reference = ([value, id]: readonly [string, string]): XmlNode => ({
      name: 'referenceValue',
      attributes: { refId: id },
      children: [...leaf('type', 'A TYPE'), ...leaf('value', value)],
    });
    const featureType = ([value, id]: readonly [string, string]): XmlNode => ({
      name: 'featureType',
      attributes: { featureTypeId: id },
      children: leaf('type', value),
    });
    const root: XmlNode = {
      name: 'sanctionsData',
      attributes: { xmlns: 'https://example.test/ENHANCED_XML' },
      children: [
        {
          name: 'publicationInfo',
          children: [...leaf('dataAsOf', `${published}T00:00:00`), { name: 'filters' }],
        },
        { name: 'referenceValues', children: this.#values.all.map(reference) },
        { name: 'featureTypes', children: this.#types.all.map(featureType) },
        { name: 'entities', children: entities },
      ],
    };
    return `<?xml version="1.0" encoding="utf-8"?>${writeXml(root, '\r\n')}`;
  }

  #named(name: string, text: string | undefined, attributes = {}): readonly XmlNode[] {
    if (text === undefined) return [];
    return [{ name, attributes: { refId: this.#values.of(text), ...attributes }, text }];
  }

  #list(name: string, children: readonly XmlNode[]): readonly XmlNode[] {
    return children.length === 0 ? [] : [{ name, children }];
  }

  #entity(entry: LinkedEntry): XmlNode {
    const { list, listed, basis, measures, programs } = entry;
    const all = (name: string, texts: readonly string[], attributes = {}) =>
      texts.flatMap((text) => this.#named(name, text, { id: '1', ...attributes }));
    return {
      name: 'entity',
      attributes: { id: entry.uid },
      children: [
        {
          name: 'generalInfo',
          children: [
            ...leaf('identityId', '5'),
            ...this.#named('entityType', entry.sdnType),
            ...leaf('remarks', entry.remarks),
            ...leaf('title', entry.title),
          ],
        },
        {
          name: 'sanctionsLists',
          children: all('sanctionsList', [list], { datePublished: listed }),
        },
        { name: 'sanctionsPrograms', children: all('sanctionsProgram', programs) },
        { name: 'sanctionsTypes', children: all('sanctionsType', measures) },
        { name: 'legalAuthorities', children: all('legalAuthority', [basis]) },
        { name: 'names', children: this.#names(entry) },
        ...this.#list('addresses', this.#addresses(entry)),
        ...this.#list('features', this.#features(entry)),
        ...this.#list('identityDocuments', this.#documents(entry)),
        ...this.#list('relationships', this.#relations(entry)),
      ],
    };
  }

  #names(entry: LinkedEntry): readonly XmlNode[] {
    const full = ({ lastName, firstName }: { lastName: string; firstName?: string | undefined }) =>
      entry.sdnType === 'Individual'
        ? [lastName, ...(firstName === undefined ? [] : [firstName])].join(', ')
        : [...(firstName === undefined ? [] : [firstName]), lastName].join(' ');
    const one = (text: string, primary: boolean, weak: boolean, type?: string): XmlNode => ({
      name: 'name',
      attributes: { id: '1' },
      children: [
        ...leaf('isPrimary', String(primary)),
        ...this.#named('aliasType', type),
        ...leaf('isLowQuality', String(weak)),
        {
          name: 'translations',
          children: [
            {
              name: 'translation',
              attributes: { id: '1' },
              children: [
                ...leaf('isPrimary', 'true'),
                ...this.#named('script', 'Latin'),
                ...leaf('formattedFullName', text),
              ],
            },
          ],
        },
      ],
    });
    return [
      one(full(entry), true, false),
      ...entry.akas.map((aka) =>
        one(full(aka), false, aka.category === 'weak', aka.type.toUpperCase()),
      ),
    ];
  }

  #addresses(entry: LinkedEntry): readonly XmlNode[] {
    const types = ['ADDRESS1', 'CITY', 'STATE/PROVINCE', 'POSTAL CODE'];
    return entry.addresses.map((parts): XmlNode => {
      const addressParts = parts.slice(0, 4).flatMap((value, index) =>
        value === undefined
          ? []
          : [
              {
                name: 'addressPart',
                attributes: { id: '1' },
                children: [...this.#named('type', types[index]), ...leaf('value', value)],
              },
            ],
      );
      const translation: XmlNode = {
        name: 'translation',
        attributes: { id: '1' },
        children: [
          ...leaf('isPrimary', 'true'),
          ...this.#named('script', 'Latin'),
          ...this.#list('addressParts', addressParts),
        ],
      };
      return {
        name: 'address',
        attributes: { id: '1' },
        children: [
          ...this.#named('country', parts[4]),
          { name: 'translations', children: [translation] },
        ],
      };
    });
  }

  #features(entry: LinkedEntry): readonly XmlNode[] {
    return featuresOf(entry).map(({ type, value, span }) => ({
      name: 'feature',
      attributes: { id: '1' },
      children: [
        { name: 'type', attributes: { featureTypeId: this.#types.of(type) }, text: type },
        ...leaf('versionId', '1'),
        ...leaf('value', value),
        ...(span === undefined ? [] : [period('valueDate', span)]),
        ...leaf('isPrimary', 'true'),
      ],
    }));
  }

  #documents(entry: LinkedEntry): readonly XmlNode[] {
    return entry.ids
      .filter(({ idType }) => !isFeature(idType))
      .map(({ idType, idNumber, idCountry, issueDate }) => ({
        name: 'identityDocument',
        attributes: { id: '1' },
        children: [
          ...this.#named('type', idType),
          { name: 'name', attributes: { nameId: '1', nameTranslationId: '1' }, text: 'X' },
          ...leaf('documentNumber', idNumber),
          ...leaf('isValid', 'true'),
          ...this.#named('issuingCountry', idCountry),
          ...(issueDate === undefined ? [] : [period('issueDate', spanOf(issueDate))]),
        ],
      }));
  }

  #relations(entry: LinkedEntry): readonly XmlNode[] {
    return entry.relations.map(({ to, role, quality }) => ({
      name: 'relationship',
      attributes: { id: '1' },
      children: [
        ...this.#named('type', role),
        { name: 'relatedEntity', attributes: { entityId: to }, text: 'X' },
        ...this.#named('quality', quality),
      ],
    }));
  }
}

function period(name: string, { first, last, approximate }: Span): XmlNode {
  return {
    name,
    attributes: { id: '1' },
    children: [
      ...leaf('fromDateBegin', first),
      ...leaf('fromDateEnd', first),
      ...leaf('toDateBegin', last),
      ...leaf('toDateEnd', last),
      ...leaf('isApproximate', String(approximate)),
      ...leaf('isDateRange', 'false'),
    ],
  };
}

/** The whole file. */
export function writeEnhanced(entries: readonly LinkedEntry[], published: string): string {
  return new EnhancedWriter().write(entries, published);
}
