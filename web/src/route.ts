/** What the address asks for: a party, with the day, the actor and the lists to ask with. */
export interface PartyRoute {
  readonly id: string;
  /** Empty: today's lists. */
  readonly asOf: string;
  /** Empty: the day of the lists, else today. */
  readonly date: string;
  /** A country or `foreign`, and a kind. */
  readonly actor: string;
}

export const DEFAULT_ACTOR = 'us-bank';

const PREFIX = '#/party/';

/** The party that a hash names; undefined for any other. */
export function readRoute(hash: string): PartyRoute | undefined {
  if (!hash.startsWith(PREFIX)) return undefined;
  const [path = '', query = ''] = hash.slice(PREFIX.length).split('?');
  const asked = new URLSearchParams(query);
  try {
    return {
      id: decodeURIComponent(path),
      asOf: asked.get('as_of') ?? '',
      date: asked.get('date') ?? '',
      actor: asked.get('actor') ?? DEFAULT_ACTOR,
    };
  } catch {
    return undefined;
  }
}

/** The hash of a party's page; what is as usual is left out. */
export function partyHash({
  id,
  asOf = '',
  date = '',
  actor = DEFAULT_ACTOR,
}: Partial<PartyRoute>) {
  const asked = new URLSearchParams();
  if (asOf !== '') asked.set('as_of', asOf);
  if (date !== '') asked.set('date', date);
  if (actor !== DEFAULT_ACTOR) asked.set('actor', actor);
  const query = asked.toString();
  return `${PREFIX}${encodeURIComponent(id ?? '')}${query === '' ? '' : `?${query}`}`;
}

/** Whether a text is a day that exists, as the address and the server write it. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
