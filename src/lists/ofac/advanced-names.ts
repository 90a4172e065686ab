import type { Cursor } from '../cursor.ts';
import type { Tell } from './advanced-sets.ts';
import type { Reading } from './advanced-tables.ts';
import { composeName } from './parts.ts';
import type { OfacName, OfacNameKind, OfacType } from './record.ts';

const KINDS: ReadonlyMap<string, OfacNameKind> = new Map([
  ['A.K.A.', 'aka'],
  ['F.K.A.', 'fka'],
  ['N.K.A.', 'nka'],
  ['NAME', 'aka'],
]);

/** Which side of the comma a part of a name stands on; nicknames stand for the whole name. */
type Side = 'last' | 'first' | 'nickname';

/**
 * The types of parts. That a patronymic stands with the given names and a matronymic with the
 * surnames is how OFAC writes the names of such people in the classic formats; no file with one
 * was at hand.
 */
const SIDES: ReadonlyMap<string, Side> = new Map<string, Side>([
  ['Last Name', 'last'],
  ['Maiden Name', 'last'],
  ['Matronymic', 'last'],
  ['Entity Name', 'last'],
  ['Vessel Name', 'last'],
  ['Aircraft Name', 'last'],
  ['Whole Name', 'last'],
  ['First Name', 'first'],
  ['Middle Name', 'first'],
  ['Patronymic', 'first'],
  ['Nickname', 'nickname'],
]);

/** The names of a party: the primary one, composed as the classic formats have it, and the rest. */
export function readNames(
  identities: readonly Cursor[],
  type: OfacType,
  reading: Reading,
  tell: Tell,
): { name: string; names: readonly OfacName[] } {
  let main: string | undefined;
  const names: OfacName[] = [];
  for (const identity of identities) {
    const doubtful = identity.attribute('False') === 'true';
    identity.ignore('FixedRef', 'Primary', 'IDRegDocumentReference');
    note(identity, 'an identity', tell);
    const parts = partTypes(identity);
    for (const alias of identity.all('Alias')) {
      const { kind, weak, primary } = readAlias(alias, reading, tell);
      for (const documented of alias.all('DocumentedName')) {
        documented.ignore('DocumentedNameCountry', 'IDRegDocumentReference');
        const name = compose(documented, type, { parts, reading, tell });
        if (name === '') tell('odd-value', 'a name without parts');
        else if (primary && !doubtful && main === undefined) main = name;
        else names.push({ name, kind, weak: weak || doubtful });
      }
    }
  }
  return { name: main ?? '', names };
}

/** Comments on names were never seen; what one would mean is for a person to say. */
function note(element: Cursor, what: string, tell: Tell): void {
  const text = element.take('Comment');
  if (text !== undefined) tell('odd-value', `a comment on ${what}: ${text}`);
}

function readAlias(alias: Cursor, { sets }: Reading, tell: Tell) {
  alias.ignore('ID', 'FixedRef', 'DatePeriod');
  note(alias, 'an alias', tell);
  const type = sets.value('AliasType', alias.attribute('AliasTypeID'), tell) ?? 'absent';
  const kind = KINDS.get(type.toUpperCase());
  if (kind === undefined) tell('unknown-value', `AliasType ${type}`);
  return {
    kind: kind ?? 'aka',
    weak: alias.attribute('LowQuality') === 'true',
    primary: alias.attribute('Primary') === 'true',
  } as const;
}

/** The type of each group of parts of a name, by the group's number. */
function partTypes(identity: Cursor): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  const groups = identity
    .all('NamePartGroups')
    .flatMap((all) => all.all('MasterNamePartGroup'))
    .flatMap((master) => master.all('NamePartGroup'));
  for (const group of groups) {
    types.set(group.attribute('ID') ?? '', group.attribute('NamePartTypeID') ?? '');
  }
  return types;
}

interface Composing {
  readonly parts: ReadonlyMap<string, string>;
  readonly reading: Reading;
  readonly tell: Tell;
}

/** The surnames and the names of things in capitals, as the classic formats have them. */
function compose(documented: Cursor, type: OfacType, composing: Composing): string {
  const { parts, reading, tell } = composing;
  documented.ignore('ID', 'FixedRef', 'DocNameStatusID');
  note(documented, 'a name', tell);
  const sides: Record<Side, string[]> = { last: [], first: [], nickname: [] };
  for (const part of documented.all('DocumentedNamePart')) {
    const lead = part.attribute('LeadingChars') ?? '';
    const trail = part.attribute('TrailingChars') ?? '';
    for (const element of part.all('NamePartValue')) {
      element.ignore('ScriptStatusID', 'Acronym');
      reading.sets.value('Script', element.attribute('ScriptID'), tell);
      const group = element.attribute('NamePartGroupID') ?? '';
      const id = parts.get(group);
      if (id === undefined) tell('odd-value', `NamePartGroup ${group}, which is not there`);
      const name = reading.sets.value('NamePartType', id, tell);
      const side = SIDES.get(name ?? '');
      if (side === undefined && name !== undefined) tell('unknown-value', `NamePartType ${name}`);
      const text = element.text();
      if (text !== undefined) sides[side ?? 'last'].push(`${lead}${text}${trail}`);
    }
  }
  const last = sides.last.join(' ').toUpperCase();
  const first = sides.first.join(' ');
  const name = composeName(type, last || undefined, first || undefined);
  return [name, ...sides.nickname].filter((part) => part !== '').join(' ');
}
