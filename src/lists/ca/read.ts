import { loadData, problem } from '../../base/index.ts';
import { type Entity, EntityBuilder, parseIsoDate } from '../../entity/index.ts';
import { audit, Cursor } from '../cursor.ts';
import { clean, type PartyRecord, startParty } from '../party-record.ts';
import type { ListReader, ReadContext, ReadSummary } from '../types.ts';
import { addWrittenDates } from '../written-dates.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { aliasesIn } from './aliases.ts';

const { regimes } = loadData<{
  regimes: Readonly<Record<string, { readonly slug: string; readonly regulations: string }>>;
}>('lists/ca-regimes.json');

const LAYOUT = { root: 'data-set', records: ['record'] };

/**
 * Reads Canada's consolidated autonomous sanctions list (`sema-lmes.xml`). The publisher gives no
 * number; regime, schedule and item together are one, in the regulations too. Each record becomes a
 * Person, an Organization or a Vessel `ca-sema-<regime>-<schedule>-<item>`, and its Sanction.
 *
 * @throws LIST_FORMAT for malformed XML, a record without name or item, an item listed twice
 */
export const readCaXml: ListReader = async function* (files, context) {
  let records = 0;
  const seen = new Map<string, number>();
  for (const file of files) {
    for await (const event of readXml(file, LAYOUT)) {
      context.signal?.throwIfAborted();
      if (event.kind === 'other') {
        context.onSignal({ kind: 'unknown-element', record: file.name, found: event.path });
      } else if (event.kind === 'record') {
        records++;
        yield* readRecord(event.element, file.name, context, seen);
      }
    }
  }
  return { records } satisfies ReadSummary;
};

const slugOf = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');

function* readRecord(
  element: XmlElement,
  fileName: string,
  context: ReadContext,
  seen: Map<string, number>,
): Generator<Entity> {
  const cursor = new Cursor(element);
  const where = `${fileName}, line ${element.line}`;
  const take = (name: string) => clean(cursor.take(name));
  const fail = (expected: string, found: string) =>
    problem('LIST_FORMAT', { where, expected, found });
  const [regime, schedule, item] = ['Country', 'Schedule', 'Item'].map(take);
  if (regime === undefined || item === undefined) {
    throw fail('a Country and an Item in each record', `${regime ?? 'none'}, ${item ?? 'none'}`);
  }
  const known = Object.hasOwn(regimes, regime) ? regimes[regime] : undefined;
  const number = [known?.slug ?? slugOf(regime), slugOf(schedule ?? ''), slugOf(item)]
    .filter((part) => part !== '')
    .join('-');
  const before = seen.get(number);
  if (before !== undefined) throw fail('each item once', `${number}, which line ${before} has too`);
  seen.set(number, element.line);
  const listed = take('DateOfListing');
  const heldFrom = parseIsoDate(listed ?? '');
  const [thing, last, given, imo] = ['EntityOrShip', 'LastName', 'GivenName', 'ShipIMONumber'].map(
    take,
  );
  const schema = imo !== undefined ? 'Vessel' : thing !== undefined ? 'Organization' : 'Person';
  const head = { record: number, schema, heldFrom, knownAt: context.knownAt };
  const record = startParty({ ...head, id: `ca-sema-${number}` }, context);
  if (known === undefined) record.signal('unknown-value', `Country ${regime}`);
  if (listed === undefined || heldFrom === undefined) {
    record.signal('odd-value', `DateOfListing ${listed ?? 'absent'}`);
  }
  const name = thing ?? clean([given, last].filter(Boolean).join(' '));
  if (name === undefined) throw fail('a name in each record', 'none');
  if (thing !== undefined && (last ?? given) !== undefined) {
    record.signal('odd-value', `a person's name beside ${thing}`);
    record.party.add('alias', clean([given, last].filter(Boolean).join(' ')));
  }
  record.party.add('name', name).add('topics', 'sanction').add('createdAt', heldFrom);
  if (schema === 'Person') record.party.add('firstName', given).add('lastName', last);
  record.party.add(schema === 'Vessel' ? 'imoNumber' : 'notes', imo);
  readDetails(cursor, record);
  const entity = record.party.build();
  yield entity;
  yield new EntityBuilder(`${record.id}-sanction`, 'Sanction', record.source)
    .add('entity', record.id)
    .add('authority', 'Government of Canada')
    .add('country', 'ca')
    .add('program', known?.regulations ?? regime, regime)
    .add(
      'provisions',
      schedule === undefined ? `item ${item}` : `schedule ${schedule}, item ${item}`,
    )
    .add('listingDate', heldFrom)
    .build({ caption: `${known?.regulations ?? regime}: ${entity.caption}` });
  audit(cursor, number, context.onSignal);
}

function readDetails(cursor: Cursor, record: PartyRecord): void {
  const { party } = record;
  const title = clean(cursor.take('TitleOrShip'));
  if (party.schema === 'Person') party.add('title', title);
  else if (party.schema === 'Vessel') party.add('type', title);
  else if (title !== undefined) party.add('notes', `Title: ${title}`);
  const date = clean(cursor.take('DateOfBirthOrShipBuildDate'));
  const dated = { Person: 'birthDate', Vessel: 'buildDate' }[party.schema] ?? 'incorporationDate';
  addWrittenDates(record, dated, date);
  const aliases = clean(cursor.take('Aliases'));
  for (const alias of aliasesIn(aliases ?? '')) party.add('alias', alias, aliases);
}
