import { type Clock, hasErrno, type Post, type Random, type Wait } from '../../base/index.ts';
import type { Message } from './message.ts';
import type { Outbox } from './outbox.ts';
import { SIGNATURE_HEADER, type Sign } from './signature.ts';

/** Where messages go, and how they are signed. */
export interface Webhook {
  readonly address: URL;
  readonly sign: Sign;
  readonly post: Post;
  /** A receiver that has not answered by then has not taken the message. */
  readonly answerMs?: number;
}

/** What became of an attempt. */
export type DeliveryEvent =
  | { readonly kind: 'delivered'; readonly id: string }
  | { readonly kind: 'refused'; readonly id: string; readonly found: string; readonly ms: number }
  | { readonly kind: 'given-up'; readonly file: string; readonly found: string };

export interface CourierOptions {
  readonly outbox: Outbox;
  readonly webhook: Webhook;
  readonly clock: Clock;
  readonly random: Random;
  readonly wait: Wait;
  readonly abort: AbortSignal;
  readonly tell: (event: DeliveryEvent) => void;
}

/** How long to go on. */
export interface Patience {
  /** On the clock that only grows: no attempt begins after it. */
  readonly until?: number;
  /** Attempts that fail before it is left for another time. */
  readonly attempts?: number;
}

const ANSWER_MS = 30_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** A receiver that is away for longer than a long weekend is not coming back by itself. */
const OLDEST_MS = 7 * 86_400_000;

/** Why a message was not taken. */
interface Refusal {
  readonly found: string;
  /** The receiver says that it will never take it. */
  readonly forGood: boolean;
  /** How long the receiver wants to be left alone. */
  readonly pauseMs: number;
}

/**
 * Carries messages to the receiver, one after the other: the next is sent only when the one before
 * was taken, or given up. How long the receiver failed is remembered from one call to the next.
 */
export class Courier {
  readonly #options: CourierOptions;
  #failures = 0;
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** Sends what waits; false where some of it still does. */
  async deliver(patience: Patience = {}): Promise<boolean> {
    const left = { attempts: patience.attempts ?? Number.POSITIVE_INFINITY };
    const until = patience.until ?? Number.POSITIVE_INFINITY;
    for (const name of await this.#options.outbox.waiting()) {
      if (!(await this.#settle(name, until, left))) return false;
    }
    return true;
  }

  /** Tries until a message is taken or given up; false where it has to wait. */
  async #settle(name: string, until: number, left: { attempts: number }): Promise<boolean> {
    const { outbox, clock, wait, abort, tell } = this.#options;
    const message = await outbox.read(name);
    if (message === undefined) {
      await this.#giveUp(name, undefined, 'a file that is not as it was written');
      return true;
    }
    while (left.attempts > 0) {
      const now = clock.elapsedMs();
      if (this.#notBefore > until) return false;
      if (this.#notBefore > now) await wait(this.#notBefore - now, abort);
      if (abort.aborted) return false;
      const refusal = await this.#send(message);
      if (refusal === undefined) {
        await outbox.remove(name);
        this.#failures = 0;
        this.#notBefore = Number.NEGATIVE_INFINITY;
        tell({ kind: 'delivered', id: message.id });
        return true;
      }
      // Cut short by whoever ended the program, not refused.
      if (abort.aborted) return false;
      if (refusal.forGood) {
        await this.#giveUp(name, message, refusal.found);
        return true;
      }
      left.attempts--;
      const ms = this.#pause(refusal);
      if (this.#isOld(message)) {
        await this.#giveUp(name, message, `${refusal.found}, for longer than a week`);
        return true;
      }
      tell({ kind: 'refused', id: message.id, found: refusal.found, ms });
    }
    return false;
  }

  /** Sets when the next attempt may be: later each time, and not at the same time as others. */
  #pause({ pauseMs }: Refusal): number {
    const { clock, random } = this.#options;
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures++);
    const own = longest * (0.5 + random.next() / 2);
    const ms = Math.round(Math.max(own, Math.min(pauseMs, LONGEST_PAUSE_MS)));
    this.#notBefore = clock.elapsedMs() + ms;
    return ms;
  }

  #isOld({ at }: Message): boolean {
    // A time that cannot be read is no reason to give up what it stands on.
    return this.#options.clock.now().getTime() - Date.parse(at) > OLDEST_MS;
  }

  async #giveUp(name: string, message: Message | undefined, found: string): Promise<void> {
    const { outbox, clock, tell } = this.#options;
    await outbox.fail(name, message, clock.now().toISOString(), found);
    tell({ kind: 'given-up', file: name, found });
  }

  async #send({ id, body }: Message): Promise<Refusal | undefined> {
    const { webhook, clock, abort } = this.#options;
    const { address, sign, post, answerMs = ANSWER_MS } = webhook;
    try {
      const response = await post(address.href, {
        headers: {
          'content-type': 'application/json',
          'user-agent': 'tamiz (webhook)',
          'idempotency-key': id,
          [SIGNATURE_HEADER]: sign(Math.floor(clock.now().getTime() / 1_000), body),
        },
        body,
        signal: AbortSignal.any([abort, AbortSignal.timeout(answerMs)]),
      });
      // The status says it all: however much follows, nothing of it is read.
      await response.body?.cancel().catch(() => {});
      return refusalOf(response);
    } catch (error) {
      return { found: reasonOf(error, answerMs), forGood: false, pauseMs: 0 };
    }
  }
}

function refusalOf({ ok, status, headers }: Response): Refusal | undefined {
  if (ok) return undefined;
  const moved = status >= 300 && status < 400 ? ', and redirects are not followed' : '';
  const seconds = /^\d{1,9}$/.exec(headers.get('retry-after') ?? '')?.[0] ?? '0';
  const pauseMs = Number(seconds) * 1_000;
  return { found: `status ${status}${moved}`, forGood: status === 410, pauseMs };
}

/** Why there was no answer: a code, as what the client says may hold the address. */
function reasonOf(error: unknown, answerMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `no answer within ${answerMs / 1_000} s`;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  for (const each of [error, cause]) {
    if (each instanceof Error && 'code' in each && typeof each.code === 'string') {
      const refused = hasErrno(each, 'ECONNREFUSED') ? ' (nobody listens there)' : '';
      return `no answer: ${each.code}${refused}`;
    }
  }
  return 'no answer';
}
