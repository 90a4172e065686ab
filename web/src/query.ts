import { isDay } from './route.ts';
import type { MatchQuery } from './wire.ts';

/** The fields of the search form as they were typed. */
export interface SearchFields {
  readonly name: string;
  readonly schema: string;
  readonly birthDate: string;
  readonly id: string;
  readonly country: string;
  /** The lists as they stood on this day; empty for today's. */
  readonly asOf: string;
}

export const NO_FIELDS: SearchFields = {
  name: '',
  schema: '',
  birthDate: '',
  id: '',
  country: '',
  asOf: '',
};

/** Most results of a search. */
const LIMIT = 10;
/** Lower than for files: who looks one name up wants to see weak aliases and near misses too. */
const THRESHOLD = 0.2;
/** A single letter would match a good part of every list. */
const LEAST_LETTERS = 2;

/** Whether a birth date is empty or an ISO date of year, month or day precision. */
export function isBirthDate(text: string): boolean {
  return /^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$/.test(text.trim());
}

/** Addresses of wallets by their form: Ethereum and its like, Tron, Bitcoin old and new. */
const WALLET =
  /^(0x[0-9a-f]{40}|T[1-9A-HJ-NP-Za-km-z]{33}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[a-z0-9]{25,87})$/i;

/** The schema and property that an identifier belongs to; `schema` is what the user chose. */
function identifierPlace(id: string, schema: string): readonly [schema: string, property: string] {
  if (schema === 'Vessel' || (schema === '' && /^IMO\s*\d{7}$/i.test(id))) {
    return ['Vessel', /^\d{9}$/.test(id) ? 'mmsi' : 'imoNumber'];
  }
  if (schema === '' && WALLET.test(id)) return ['CryptoWallet', 'publicKey'];
  return [schema === '' ? 'LegalEntity' : schema, 'idNumber'];
}

/** Whether a birth date can be asked of this type. */
export const hasBirthDate = (schema: string): boolean => schema === '' || schema === 'Person';

/**
 * The question for the server; null while there is too little to ask. Without a type, the schema is
 * the widest that has the properties asked for: anything has a name, only people a birth date.
 */
export function matchQuery(fields: SearchFields): MatchQuery | null {
  const name = fields.name.trim();
  const id = fields.id.trim();
  const birthDate = fields.birthDate.trim();
  const properties: Record<string, readonly string[]> = {};
  if ([...name].length >= LEAST_LETTERS) properties['name'] = [name];
  let schema = fields.schema;
  if (birthDate !== '' && isBirthDate(birthDate) && hasBirthDate(schema)) {
    schema = 'Person';
    properties['birthDate'] = [birthDate];
  }
  if (id !== '') {
    const [place, property] = identifierPlace(id, schema);
    schema = place;
    properties[property] = [id];
  }
  if (properties['name'] === undefined && id === '') return null;
  if (fields.country !== '') properties['country'] = [fields.country];
  const day = isDay(fields.asOf) ? { asOf: fields.asOf } : {};
  return {
    ...(schema !== '' && { schema }),
    properties,
    limit: LIMIT,
    threshold: THRESHOLD,
    ...day,
  };
}

/** ISO 3166-1 alpha-2 codes; their names come from `Intl.DisplayNames`. */
export const COUNTRIES: readonly string[] = (
  'ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn ' +
  'bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz ' +
  'de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl ' +
  'gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm ' +
  'jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me ' +
  'mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np ' +
  'nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd ' +
  'se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to ' +
  'tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw'
).split(' ');
