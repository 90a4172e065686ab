import { type Post, problem } from '../../base/index.ts';

/** Node's own client. Certificates are always verified. */
export const systemPost: Post = (url, { headers, body, signal }) =>
  fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });

/**
 * An address that messages may go to: https, or http where they stay on this machine. What is said
 * of a wrong one never shows it, as addresses hold secrets too.
 * @throws USAGE_WEBHOOK
 */
export function webhookAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const found = url === undefined ? 'text that is not an address' : faultOf(url);
  if (url === undefined || found !== undefined) {
    throw problem('USAGE_WEBHOOK', { where: '--webhook', found: found ?? 'none' });
  }
  return url;
}

function faultOf({ protocol, hostname, username, password }: URL): string | undefined {
  if (username !== '' || password !== '') return 'an address with a name or password in it';
  if (protocol === 'https:') return undefined;
  if (protocol !== 'http:') return `one that begins with ${protocol}`;
  const isOwn = hostname === 'localhost' || hostname === '[::1]' || /^127\.[\d.]+$/.test(hostname);
  return isOwn ? undefined : 'http to another machine, which anybody on the way could read';
}
