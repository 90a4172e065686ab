import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import { ACCOUNT_LIMITS } from './limits.ts';
import { HANDLE } from './secrets.ts';

/** No lines and no control characters: names are shown in one line. */
const ONE_LINE = '^(?=.*\\S)[^\\p{Cc}\\p{Zl}\\p{Zp}]+$';

export const NameInput = Type.String({
  minLength: 1,
  maxLength: ACCOUNT_LIMITS.nameCharacters,
  pattern: ONE_LINE,
  description: 'What others see the person as.',
});

export const EmailInput = Type.String({
  maxLength: ACCOUNT_LIMITS.emailCharacters,
  pattern: '^[^\\s@]+@[^\\s@]+$',
  description: 'Where the organisation reaches the person; Tamiz sends nothing there.',
});

export const HandleInput = Type.String({
  pattern: `^${HANDLE}$`,
  description: 'A short name of a–z, 0–9, dots and hyphens. It stays in the record for good.',
});

/** Only bounds the size: what a password has to be is said by `ACCOUNT_PASSWORD`. */
export const PasswordInput = Type.String({ maxLength: ACCOUNT_LIMITS.passwordCharacters * 2 });

export const NoInput = Type.Object({}, { additionalProperties: false });

const HANDLE_FORM = new RegExp(`^${HANDLE}$`);

/** Refuses a name that cannot stand in tokens and addresses. @throws ACCOUNT_HANDLE */
export function checkHandle(handle: string): void {
  if (!HANDLE_FORM.test(handle)) {
    throw problem('ACCOUNT_HANDLE', { found: JSON.stringify(handle.slice(0, 80)) });
  }
}
