import { hash, verify } from '@node-rs/argon2';
import { type Entropy, problem } from '../base/index.ts';
import { ACCOUNT_LIMITS } from './limits.ts';

/** Hashes passwords and compares them with hashes. */
export interface Passwords {
  /** What is kept of a password. @throws ACCOUNT_BUSY */
  hash(password: string): Promise<string>;
  /** Whether a password is that of a hash; the work is the same where there is none. */
  verify(kept: string | undefined, password: string): Promise<boolean>;
}

/** As OWASP recommends: argon2id (the default here), 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash of these costs that belongs to no password: nobody can find one that gives zeros. */
export const NOBODY = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * Passwords as argon2id, computed in Node's own threads. More than can be computed soon is refused:
 * each takes 19 MiB, and whoever sends passwords must not decide how much memory there is.
 */
export function argonPasswords(entropy: Entropy): Passwords {
  let waiting = 0;
  const queued = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (waiting >= ACCOUNT_LIMITS.passwordQueue) {
      const found = `${waiting} passwords that wait (limit passwordQueue)`;
      throw problem('ACCOUNT_BUSY', { found });
    }
    waiting += 1;
    try {
      return await work();
    } finally {
      waiting -= 1;
    }
  };
  return {
    hash: (password) => queued(() => hash(oneForm(password), { ...OPTIONS, salt: entropy(16) })),
    verify: (kept, password) =>
      queued(async () => {
        const right = await verify(kept ?? NOBODY, oneForm(password).slice(0, LONGEST));
        return right && kept !== undefined;
      }),
  };
}

/** A longer password was never taken, so that its end need not be hashed either. */
const LONGEST = ACCOUNT_LIMITS.passwordCharacters + 1;

/** Keyboards write one letter in several ways; a password is what the person means. */
function oneForm(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Whether a password may be chosen: long, and not made of what everybody knows. Nothing is asked
 * about kinds of characters: such rules make passwords that are alike (NIST SP 800-63B-4, 3.1.1.2).
 *
 * @throws ACCOUNT_PASSWORD, which never says the password
 */
export function checkPassword(password: string, known: readonly string[]): void {
  const form = oneForm(password);
  const length = [...form].length;
  const { passwordMinimum, passwordCharacters } = ACCOUNT_LIMITS;
  if (length < passwordMinimum || form.length > passwordCharacters) {
    throw problem('ACCOUNT_PASSWORD', { found: `${length} characters` });
  }
  if (/\p{Cs}|\p{Cc}/u.test(form)) {
    throw problem('ACCOUNT_PASSWORD', { found: 'characters that no keyboard writes' });
  }
  if (new Set(form.toLowerCase()).size < 6) {
    throw problem('ACCOUNT_PASSWORD', { found: 'fewer than six different characters' });
  }
  let rest = form.toLowerCase();
  for (const word of known) {
    if (word.length > 2) rest = rest.replaceAll(word.toLowerCase().normalize('NFKC'), '');
  }
  if ([...rest].length < passwordMinimum / 2) {
    throw problem('ACCOUNT_PASSWORD', { found: 'little more than the name or handle' });
  }
}
