import { parseIsoDate } from '../entity/index.ts';

/** The dates of feeds. What is no date of the format's standard is not guessed at. */

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** The zones that RFC 822 names, in minutes; its military letters are used wrongly and left out. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

const RFC822 =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})(?:\s+(\d{2}):(\d{2})(?::(\d{2}))?\s*([a-z]{1,3}|[+-]\d{4})?)?$/i;

/** An RSS date (RFC 822, with a year of four digits) as an ISO moment, or a day without a time. */
export function rssDate(text: string): string | undefined {
  const match = RFC822.exec(text.trim());
  if (match === null) return isoMoment(text);
  const [, day = '', name = '', year = '', hour, minute = '', second = '00', zone = 'gmt'] = match;
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  const iso = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (parseIsoDate(iso) === undefined) return undefined;
  if (hour === undefined) return iso;
  const offset = offsetOf(zone.toLowerCase());
  return offset === undefined ? undefined : moment(`${iso}T${hour}:${minute}:${second}`, offset);
}

function offsetOf(zone: string): number | undefined {
  const digits = /^([+-])(\d{2})(\d{2})$/.exec(zone);
  if (digits === null) return ZONES[zone];
  const minutes = Number(digits[2]) * 60 + Number(digits[3]);
  return digits[1] === '-' ? -minutes : minutes;
}

const ISO_MOMENT =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(?::(\d{2})(?:\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})$/;

/** An RFC 3339 moment, or an ISO day, in one form. */
export function isoMoment(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) return parseIsoDate(trimmed);
  const [, day, time, second = '00', zone = ''] = ISO_MOMENT.exec(trimmed) ?? [];
  if (day === undefined || parseIsoDate(day) === undefined) return undefined;
  const offset = offsetOf(zone.replace(':', '').toLowerCase());
  return offset === undefined ? undefined : moment(`${day}T${time}:${second}`, offset);
}

/** A local time with its offset in minutes, in UTC to the second. */
function moment(local: string, offset: number): string | undefined {
  const ms = Date.parse(`${local}Z`);
  if (Number.isNaN(ms)) return undefined;
  const utc = new Date(ms - offset * 60_000);
  const year = utc.getUTCFullYear();
  if (year < 1 || year > 9999) return undefined;
  return `${utc.toISOString().slice(0, 19)}Z`;
}
