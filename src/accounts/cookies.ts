import { ACCOUNT_LIMITS } from './limits.ts';

/** Headers of a request, as Node gives them: names in small letters. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The cookie of a session. With TLS its name begins with `__Host-`: a browser then takes it from
 * this very host alone, over TLS, for all paths, so that no neighbour can plant another one.
 * Browsers refuse such a name over plain HTTP, which is served on the machine itself only.
 */
export function cookieName(secure: boolean, what = 'session'): string {
  return `${secure ? '__Host-' : ''}tamiz-${what}`;
}

/** How a cookie is set. */
export interface CookieOptions {
  readonly secure: boolean;
  readonly seconds: number;
  readonly what?: string;
  /** Lax where another site has to send the browser back here with it. */
  readonly sameSite?: 'Strict' | 'Lax';
}

/** The header `Set-Cookie` for a token, which no script can read. */
export function setCookie(value: string, options: CookieOptions): string {
  const { secure, seconds, what, sameSite = 'Strict' } = options;
  const name = cookieName(secure, what);
  const age = Math.max(0, Math.floor(seconds));
  const parts = [
    `${name}=${value}`,
    'Path=/',
    `Max-Age=${age}`,
    'HttpOnly',
    `SameSite=${sameSite}`,
  ];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

/** The header `Set-Cookie` that makes a browser forget it. */
export function endCookie(secure: boolean, what?: string): string {
  return setCookie('', { secure, seconds: 0, ...(what === undefined ? {} : { what }) });
}

/** The value of a cookie; undefined where there is none, or more than one of the name. */
export function readCookie(headers: Headers, name: string): string | undefined {
  const { cookie } = headers;
  if (typeof cookie !== 'string' || cookie.length > ACCOUNT_LIMITS.headerCharacters) {
    return undefined;
  }
  const start = `${name}=`;
  const values = cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start));
  return values.length === 1 ? values[0]?.slice(start.length) : undefined;
}
