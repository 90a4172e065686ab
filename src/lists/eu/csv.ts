import { problem } from '../../base/index.ts';
import { parseLooseDate } from '../../entity/index.ts';
import { clean } from '../party-record.ts';
import { readTable, type TableLayout, type TableRow } from '../table.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import type { XmlElement } from '../xml.ts';
import { readEntity } from './read.ts';

/** The columns of a part of an entity, and what the XML calls them. */
interface Part {
  readonly element: string;
  readonly prefix: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const PLACE = {
  City: 'city',
  ZipCode: 'zipCode',
  Region: 'region',
  Place: 'place',
};

const COUNTRY = {
  CountryIso2Code: 'countryIso2Code',
  CountryDescription: 'countryDescription',
};

const PARTS: readonly Part[] = [
  {
    element: 'nameAlias',
    prefix: 'NameAlias_',
    attributes: {
      LastName: 'lastName',
      FirstName: 'firstName',
      MiddleName: 'middleName',
      WholeName: 'wholeName',
      Gender: 'gender',
      Title: 'title',
      Function: 'function',
    },
  },
  {
    element: 'address',
    prefix: 'Address_',
    attributes: {
      Street: 'street',
      PoBox: 'poBox',
      ...PLACE,
      AsAtListingTime: 'asAtListingTime',
      ...COUNTRY,
    },
  },
  {
    element: 'birthdate',
    prefix: 'BirthDate_',
    attributes: {
      BirthDate: 'birthdate',
      Day: 'dayOfMonth',
      Month: 'monthOfYear',
      Year: 'year',
      YearRangeFrom: 'yearRangeFrom',
      YearRangeTo: 'yearRangeTo',
      Circa: 'circa',
      CalendarType: 'calendarType',
      ...PLACE,
      ...COUNTRY,
    },
  },
  {
    element: 'identification',
    prefix: 'Identification_',
    attributes: {
      Number: 'number',
      LatinNumber: 'latinNumber',
      Diplomatic: 'diplomatic',
      KnownExpired: 'knownExpired',
      KnownFalse: 'knownFalse',
      ReportedLost: 'reportedLost',
      RevokedByIssuer: 'revokedByIssuer',
      IssuedBy: 'issuedBy',
      IssuedDate: 'issuedDate',
      ValidFrom: 'validFrom',
      ValidTo: 'validTo',
      NameOnDocument: 'nameOnDocument',
      TypeCode: 'identificationTypeCode',
      TypeDescription: 'identificationTypeDescription',
      Region: 'region',
      ...COUNTRY,
    },
  },
  { element: 'citizenship', prefix: 'Citizenship_', attributes: { Region: 'region', ...COUNTRY } },
];

const REGULATION = {
  Type: 'regulationType',
  OrganisationType: 'organisationType',
  PublicationDate: 'publicationDate',
  EntryIntoForceDate: 'entryIntoForceDate',
  NumberTitle: 'numberTitle',
  Programme: 'programme',
};

const ENTITY = {
  Entity_LogicalId: 'logicalId',
  Entity_EU_ReferenceNumber: 'euReferenceNumber',
  Entity_UnitedNationId: 'unitedNationId',
  Entity_DesignationDate: 'designationDate',
  Entity_DesignationDetails: 'designationDetails',
};

/** Row numbers, languages, and which act says each single part: of no use in the XML either. */
const IGNORED = PARTS.flatMap(({ prefix }) =>
  ['LogicalId', 'RegulationLanguage', 'NameLanguage']
    .concat([...Object.keys(REGULATION), 'PublicationUrl'].map((name) => `Regulation_${name}`))
    .map((name) => prefix + name),
);

const LAYOUT: TableLayout = {
  encoding: 'utf-8',
  separators: [';'],
  header: ['fileGenerationDate', 'Entity_LogicalId', 'NameAlias_WholeName'],
  known: [
    ...Object.keys(ENTITY),
    ...['Entity_Remark', 'Entity_SubjectType', 'Entity_SubjectType_ClassificationCode'],
    ...[...Object.keys(REGULATION), 'PublicationUrl'].map((name) => `Entity_Regulation_${name}`),
    ...PARTS.flatMap(({ prefix, attributes }) => Object.keys(attributes).map((n) => prefix + n)),
    ...PARTS.map(({ prefix }) => `${prefix}Remark`),
    ...['Address_ContactInfo', ...IGNORED],
  ],
};

/** Whether a file begins as the European Union's table does. */
export const isEuCsv = (prefix: string): boolean =>
  prefix.startsWith('fileGenerationDate;Entity_LogicalId;');

/**
 * Reads the European Union's list as CSV (`csvFullSanctionsList_1_1`): a row for each combination
 * of an entity's parts, which are put together as the XML has them and read in the same way. The
 * table does not say which names are strong, so none is a weak alias. Rows of an entity need not
 * stand together, so the entities of the file are held until its end.
 *
 * @throws LIST_FORMAT for another table, a damaged one, a row without number
 */
export const readEuCsv: ListReader = async function* (files, context) {
  let records = 0;
  let published: string | undefined;
  const seen = new Map<string, number>();
  for (const file of files) {
    const { entities, day } = await readEntities(file, context);
    if (day !== undefined) published = day;
    const knownAt = day === undefined ? context.knownAt : `${day}T00:00:00.000Z`;
    for (const { element } of entities.values()) {
      records++;
      yield* readEntity(element, { context, file, knownAt, seen });
    }
  }
  return { records, ...(published !== undefined && { published }) } satisfies ReadSummary;
};

interface Growing {
  readonly element: XmlElement & { readonly children: XmlElement[] };
  /** The parts that it has, so that none is there twice. */
  readonly parts: Set<string>;
}

async function readEntities(
  file: ListFile,
  context: ReadContext,
): Promise<{ entities: ReadonlyMap<string, Growing>; day: string | undefined }> {
  const entities = new Map<string, Growing>();
  let day: string | undefined;
  for await (const event of readTable(file, LAYOUT, context)) {
    if (event.kind !== 'row') continue;
    const { row } = event;
    const id = row.get('Entity_LogicalId');
    if (id === undefined) {
      throw problem('LIST_FORMAT', {
        where: `${file.name}, line ${row.line}`,
        expected: 'an Entity_LogicalId in each row',
        found: 'none',
      });
    }
    const generated = parseLooseDate(row.get('fileGenerationDate') ?? '');
    if (generated.kind === 'date' || generated.kind === 'ambiguous') day ??= generated.date;
    const entity = entities.get(id) ?? begin(row);
    entities.set(id, entity);
    for (const part of partsOf(row)) {
      const key = JSON.stringify([part.name, [...part.attributes], part.children.map(textOf)]);
      if (entity.parts.has(key)) continue;
      entity.parts.add(key);
      entity.element.children.push(part);
    }
  }
  return { entities, day };
}

const textOf = ({ name, text, attributes }: XmlElement) => [name, text, [...attributes]];

function element(
  row: TableRow,
  name: string,
  attributes: readonly (readonly [string, string | undefined])[],
  children: XmlElement[] = [],
  text = '',
): XmlElement & { readonly children: XmlElement[] } {
  const said = attributes.filter((one): one is [string, string] => one[1] !== undefined);
  return { name, attributes: new Map(said), children, text, line: row.line };
}

/** An entity with what each of its rows says of it as a whole. */
function begin(row: TableRow): Growing {
  const take = (columns: Readonly<Record<string, string>>, prefix = '') =>
    Object.entries(columns).map(([column, name]) => [name, row.get(prefix + column)] as const);
  const kinds = ['Entity_SubjectType', 'Entity_SubjectType_ClassificationCode'].map((column) =>
    row.get(column),
  );
  // The two columns have their names exchanged in some versions; a letter is a letter.
  const letter = kinds.find((kind) => kind?.length === 1);
  const code = kinds.find((kind) => kind !== undefined && kind.length > 1);
  const remark = clean(row.get('Entity_Remark')?.replace(/^\((.*)\)$/s, '$1'));
  const url = row.get('Entity_Regulation_PublicationUrl');
  const children = [
    element(row, 'subjectType', [
      ['code', code],
      ['classificationCode', letter],
    ]),
    element(row, 'regulation', take(REGULATION, 'Entity_Regulation_'), [
      ...(url === undefined ? [] : [element(row, 'publicationUrl', [], [], url)]),
    ]),
    ...(remark === undefined ? [] : [element(row, 'remark', [], [], remark)]),
  ];
  return { element: element(row, 'sanctionEntity', take(ENTITY), children), parts: new Set() };
}

/** The parts that a row has something of. */
function partsOf(row: TableRow): readonly XmlElement[] {
  return PARTS.flatMap(({ element: name, prefix, attributes }) => {
    const said = Object.entries(attributes).map(
      ([column, attribute]) => [attribute, row.get(prefix + column)] as const,
    );
    const remark = row.get(`${prefix}Remark`);
    const contact = name === 'address' ? row.get('Address_ContactInfo') : undefined;
    const children = [
      ...(remark === undefined ? [] : [element(row, 'remark', [], [], remark)]),
      ...contactsOf(row, contact),
    ];
    const isEmpty = said.every(([attribute, text]) => text === undefined || FORM.has(attribute));
    return isEmpty && children.length === 0 ? [] : [element(row, name, said, children)];
  });
}

/** What every row may say of a part that is not there: no flag is a fact by itself. */
const FORM = new Set([
  ...['asAtListingTime', 'circa', 'calendarType', 'diplomatic', 'knownExpired', 'knownFalse'],
  ...['reportedLost', 'revokedByIssuer'],
]);

/** `PHONE[1 2] EMAIL[a@b]`; anything else is kept as a remark. */
function contactsOf(row: TableRow, text: string | undefined): XmlElement[] {
  if (text === undefined) return [];
  const found = [...text.matchAll(/([A-Z]+)\[([^\]]*)\]/g)];
  if (found.length === 0) return [element(row, 'remark', [], [], text)];
  return found.map(([, key, value]) =>
    element(row, 'contactInfo', [
      ['key', key],
      ['value', value],
    ]),
  );
}
