import { problem } from '../base/index.ts';

/**
 * An issuer is an https address without query or fragment; http only on this machine.
 * @throws ACCOUNT_PROVIDER
 */
export function checkIssuer(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const right =
    url !== undefined &&
    (url.protocol === 'https:' || isPlainLoopback(url)) &&
    `${url.search}${url.hash}${url.username}${url.password}` === '';
  if (!right) throw problem('ACCOUNT_PROVIDER', { found: 'an issuer that is no https address' });
}

/** http on this machine itself, where nobody listens on the way. */
export function isPlainLoopback(url: URL): boolean {
  return url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}
