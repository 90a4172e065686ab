import { leaf, writeXml, type XmlNode } from '../../testing/write-xml.ts';

/** A target as a test makes it up, in the publisher's own terms. */
export interface ChTarget {
  readonly ssid: string;
  readonly kind: 'individual' | 'entity';
  readonly set: string;
  readonly given: string;
  readonly family: string;
  /** The family name in another script. */
  readonly variant: string;
  readonly aliases: readonly { readonly name: string; readonly quality: string }[];
  readonly year: string;
  readonly place: string;
  readonly passport: string;
  readonly listed: string;
  readonly isDelisted: boolean;
  readonly remark: string;
}

const node = (
  name: string,
  attributes: Record<string, string>,
  children: XmlNode[] = [],
): XmlNode => ({
  name,
  attributes,
  children,
});

function name(
  type: string,
  quality: string,
  parts: readonly (readonly [string, XmlNode[]])[],
): XmlNode {
  return node(
    'name',
    { ssid: '1', 'name-type': type, quality, lang: 'eng' },
    // The order of the elements is not the order of the name.
    parts
      .map(([part, children], i) =>
        node('name-part', { order: String(i + 1), 'name-part-type': part }, children),
      )
      .reverse(),
  );
}

function identity(target: ChTarget): XmlNode {
  const value = (text: string) => [...leaf('value', text)];
  const variant: XmlNode = {
    name: 'spelling-variant',
    attributes: { lang: 'RUS', script: 'CYRL', 'spelling-variant-type': 'not-defined' },
    text: target.variant,
  };
  const family = [...value(target.family), variant];
  const isPerson = target.kind === 'individual';
  return node('identity', { ssid: '2', main: 'true' }, [
    name(
      'primary-name',
      'good',
      isPerson
        ? [
            ['given-name', value(target.given)],
            ['family-name', family],
          ]
        : [['whole-name', family]],
    ),
    ...target.aliases.map((alias) =>
      name('alias', alias.quality, [['whole-name', value(alias.name)]]),
    ),
    node('day-month-year', {
      ssid: '3',
      year: target.year,
      calendar: 'Gregorian',
      quality: 'good',
    }),
    node('address', { ssid: '4', 'place-id': target.place, quality: 'good' }, [
      ...leaf('address-details', 'Calle 1'),
    ]),
    node('identification-document', { ssid: '5', 'document-type': 'passport' }, [
      ...leaf('number', target.passport),
    ]),
  ]);
}

function targetNode(target: ChTarget): XmlNode {
  const past = node('added', {}, [identity({ ...target, given: 'Antes', passport: 'OLD1' })]);
  const day = { 'enactment-date': target.listed, 'publication-date': target.listed };
  const change = (type: string, more: XmlNode[] = []) =>
    node(
      'modification',
      { 'modification-type': type, ...day, 'effective-date': target.listed },
      more,
    );
  return node('target', { ssid: target.ssid }, [
    ...leaf('sanctions-set-id', target.set),
    ...leaf('foreign-identifier', 'F1'),
    node(target.kind, {}, [
      identity(target),
      { name: 'justification', attributes: { ssid: '6' }, text: 'Made up.' },
      { name: 'other-information', attributes: { ssid: '7' }, text: target.remark },
    ]),
    ...(target.isDelisted ? [change('de-listed')] : []),
    change('listed', [past]),
  ]);
}

/** The whole list as the publisher writes it; places stand behind the targets. */
export function writeCh(targets: readonly ChTarget[], date: string): string {
  const program = node('sanctions-program', { ssid: '20', 'version-date': date }, [
    { name: 'program-key', attributes: { lang: 'eng' }, text: 'Nowhere' },
    { name: 'program-name', attributes: { lang: 'ger' }, text: 'Verordnung' },
    { name: 'program-name', attributes: { lang: 'eng' }, text: 'Ordinance on Nowhere' },
    { name: 'sanctions-set', attributes: { ssid: '41', lang: 'eng' }, text: 'article 1' },
    { name: 'sanctions-set', attributes: { ssid: '42', lang: 'eng' }, text: 'article 2' },
    ...leaf('origin', 'UN'),
  ]);
  const places = ['7', '8'].map((ssid) =>
    node('place', { ssid }, [
      ...leaf('location', `Ciudad ${ssid}`),
      { name: 'country', attributes: { 'iso-code': 'EC' }, text: 'Ecuador' },
    ]),
  );
  const attributes = { 'list-type': 'whole-list', date };
  const children = [program, ...targets.map(targetNode), ...places];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(
    { name: 'swiss-sanctions-list', attributes, children },
    '\n',
  )}`;
}
