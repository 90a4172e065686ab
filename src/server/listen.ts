import { type AddressInfo, isIP } from 'node:net';
import { LIMITS, problem } from '../base/index.ts';

/** Whether an address or name reaches this machine alone: 127.0.0.0/8, `::1`, `localhost`. */
export function isLoopback(host: string): boolean {
  const plain = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (plain === 'localhost' || plain.endsWith('.localhost') || plain === '::1') return true;
  return isIP(plain) === 4 && plain.startsWith('127.');
}

/**
 * Refuses to serve the network without a secret, or accounts that people reach under a public
 * address: screening questions are personal data, and passwords need TLS, which stands in front.
 * `USAGE_LISTEN` otherwise.
 */
export function assertMayListen(
  host: string,
  token: string | undefined,
  hasPublicAccounts = false,
): void {
  if (token !== undefined && token.length < LIMITS.secretCharacters) {
    throw problem('USAGE_LISTEN', {
      expected: `an access token of at least ${LIMITS.secretCharacters} characters`,
      found: `one of ${token.length}`,
    });
  }
  if (!isLoopback(host) && token === undefined && !hasPublicAccounts) {
    throw problem('USAGE_LISTEN', { found: `${host} and no token` });
  }
}

/**
 * The address at which this machine itself reaches a server: the one it listens at, which stays on
 * the machine whichever it is, and loopback where it listens at all of them.
 */
export function ownAddress({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (address === '::') return `http://[::1]:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
