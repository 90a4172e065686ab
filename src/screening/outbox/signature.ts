import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs a body sent at a time, in seconds since 1970; gives the value of `SIGNATURE_HEADER`. */
export type Sign = (seconds: number, body: string) => string;

export const SIGNATURE_HEADER = 'tamiz-signature';

/** How far the clocks of the two may be apart: any longer, and a copy could be sent again. */
const TOLERANCE_SECONDS = 300;

/** Ours has under 100 characters, and room for the signatures of a few more secrets. */
const HEADER_CHARACTERS = 1_000;

/**
 * Signs with a secret that nothing else gets to see. The value is `t=SECONDS,v1=HEX`, where HEX is
 * the HMAC-SHA256 of the seconds, a full stop and the body, byte for byte as it is sent.
 */
export function signer(secret: string): Sign {
  return (seconds, body) => `t=${seconds},v1=${hmac(secret, String(seconds), body)}`;
}

const hmac = (secret: string, seconds: string, body: string | Uint8Array): string =>
  createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');

/** A request as a receiver has it. */
export interface SignedRequest {
  /** The value of the header `tamiz-signature`. */
  readonly signature: string | undefined;
  /** The body as it came, before anything is made of it. */
  readonly body: string | Uint8Array;
  readonly secret: string;
  readonly now: Date;
  readonly toleranceSeconds?: number;
}

/**
 * Whether whoever sent a request knows the secret, and sent it just now. It takes the same time
 * wherever a wrong signature differs.
 */
export function verifyWebhook(request: SignedRequest): boolean {
  const { signature = '', body, secret, now, toleranceSeconds = TOLERANCE_SECONDS } = request;
  if (secret === '' || signature.length > HEADER_CHARACTERS) return false;
  const fields = signature.split(',').map((field) => field.trim());
  const times = fields.filter((field) => field.startsWith('t='));
  const seconds = /^t=(\d{1,12})$/.exec(times[0] ?? '')?.[1];
  if (seconds === undefined || times.length !== 1) return false;
  if (!(Math.abs(now.getTime() / 1_000 - Number(seconds)) <= toleranceSeconds)) return false;
  const wanted = Buffer.from(hmac(secret, seconds, body));
  let isRight = false;
  for (const field of fields) {
    const given = /^v1=([0-9a-f]{64})$/.exec(field)?.[1];
    if (given !== undefined && timingSafeEqual(Buffer.from(given), wanted)) isRight = true;
  }
  return isRight;
}
