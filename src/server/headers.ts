import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** For answers that are no page: nothing in them may be run, framed or guessed at. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * The two style elements that react-aria adds while it runs (how a press feels on a touch screen,
 * and that the page behind a dialog stays where it is). Their hashes let these two in and no other.
 */
const STYLES = [
  '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}',
  '@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}',
].map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);

/** For the workbench: everything from this server, no inline script, no frame around it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...API_HEADERS,
  'content-security-policy': [
    "default-src 'self'",
    `style-src 'self' ${STYLES.join(' ')}`,
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
};

/** Smaller answers do not gain from packing; yente's limit. */
const GZIP_FROM_BYTES = 500;

const pack = promisify(gzip);

/** Adds the safe headers to every answer, and packs texts for clients that take gzip. */
export function addHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    for (const [name, value] of Object.entries(API_HEADERS)) {
      if (!reply.hasHeader(name)) reply.header(name, value);
    }
    const body = typeof payload === 'string' ? payload : undefined;
    if (body === undefined || Buffer.byteLength(body) < GZIP_FROM_BYTES) return payload;
    const vary = reply.getHeader('vary');
    reply.header('vary', vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`);
    if (!takesGzip(request.headers['accept-encoding'])) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    // The quickest level: the answers are small and the processor has better things to do.
    return await pack(body, { level: 1 });
  });
}

function takesGzip(header: string | string[] | undefined): boolean {
  const offers = String(header ?? '').split(',');
  return offers.some((offer) => /^\s*(gzip|\*)\s*(;(?!\s*q=0(\.0*)?\s*$).*)?$/i.test(offer));
}
