import { createHmac } from 'node:crypto';
import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import {
  type Command,
  type CommandContext,
  command,
  type Document,
  type Happening,
  type Reader,
} from '../store/index.ts';
import { EmailInput, NameInput, NoInput } from './inputs.ts';
import { administratorsAfter, organisationOf } from './organisation.ts';
import { CREDENTIAL, SUBJECT } from './proofs.ts';
import { checkRoles, RolesInput } from './roles.ts';
import { USER, type User } from './user.ts';
import { happening } from './world.ts';

const disable = command({
  kind: USER,
  name: 'disable',
  summary:
    'Ends all sessions of a user; they sign in no more, and their keys do not work meanwhile.',
  right: 'user:disable',
  creates: false,
  input: NoInput,
  decide: async (document, _input, { reader, tenant }) => {
    const user = there(document);
    if (user.state.state === 'disabled') return { outcomes: [] };
    const happenings = await administratorsAfter(reader, tenant, user.id, false);
    return { outcomes: [{ type: 'user.disabled', data: {} }], happenings };
  },
});

const enable = command({
  kind: USER,
  name: 'enable',
  summary: 'Lets a user who was disabled sign in again, with what they signed in with before.',
  right: 'user:enable',
  creates: false,
  input: NoInput,
  decide: async (document, _input, { reader, tenant }) => {
    const user = there(document);
    if (user.state.state !== 'disabled') return { outcomes: [] };
    const credential = await reader.document(CREDENTIAL, user.id);
    const active =
      credential?.state.hash !== undefined || (await subjectsOf(reader, user.id)).length > 0;
    const outcomes = [{ type: 'user.enabled', data: { active } }];
    if (!active || !isAdministrator(user)) return { outcomes };
    return { outcomes, happenings: await administratorsAfter(reader, tenant, user.id, true) };
  },
});

const setRoles = command({
  kind: USER,
  name: 'set-roles',
  summary: 'Gives a user other roles; their sessions end. Nobody does it for themself.',
  right: 'user:roles',
  creates: false,
  input: Type.Object({ roles: RolesInput }, { additionalProperties: false }),
  decide: async (document, input, { reader, tenant, actor }) => {
    const user = there(document);
    if (actor.kind === 'user' && actor.id === user.id) {
      throw problem('ACCOUNT_SELF', { found: user.id });
    }
    const roles = checkRoles(input.roles);
    if (roles.join() === user.state.roles.join()) return { outcomes: [] };
    const is = user.state.state === 'active' && roles.includes('administrator');
    const happenings = await administratorsAfter(reader, tenant, user.id, is);
    return { outcomes: [{ type: 'user.roles', data: { roles } }], happenings };
  },
});

const edit = command({
  kind: USER,
  name: 'edit',
  summary: 'Says what a user is called and where they are reached.',
  right: 'user:edit',
  creates: false,
  input: Type.Object(
    { name: NameInput, email: Type.Optional(EmailInput) },
    { additionalProperties: false },
  ),
  decide: (document, input) => {
    const { state } = there(document);
    if (state.name === input.name && state.email === input.email) return { outcomes: [] };
    return { outcomes: [{ type: 'user.edited', data: {}, personal: { ...input } }] };
  },
});

const signOut = command({
  kind: USER,
  name: 'sign-out',
  summary: 'Ends all sessions of a user, wherever they are.',
  right: 'account:sign-out',
  creates: false,
  input: NoInput,
  decide: () => ({ outcomes: [{ type: 'user.signed-out', data: {} }] }),
});

const bind = command({
  kind: USER,
  name: 'bind',
  summary: "Says who a user is at the organisation's own provider (OpenID Connect).",
  right: 'user:bind',
  creates: false,
  input: Type.Object(
    { subject: Type.String({ minLength: 1, maxLength: 255 }) },
    { additionalProperties: false },
  ),
  decide: async (document, { subject }, { reader, tenant }) => {
    const user = there(document);
    if (user.state.state === 'disabled') throw problem('ACCOUNT_STATE', { found: 'disabled' });
    const happenings = await bindSubject(reader, tenant, user.id, subject);
    if (happenings.length === 0) return { outcomes: [] };
    if (user.state.state === 'active') {
      return { outcomes: [{ type: 'user.bound', data: {} }], happenings };
    }
    const administrators = isAdministrator(user)
      ? await administratorsAfter(reader, tenant, user.id, true)
      : [];
    return {
      outcomes: [{ type: 'user.activated', data: {} }],
      happenings: [...happenings, ...administrators],
    };
  },
});

const unbind = command({
  kind: USER,
  name: 'unbind',
  summary: "Forgets who a user is at the organisation's own provider; their sessions end.",
  right: 'user:bind',
  creates: false,
  input: NoInput,
  decide: async (document, _input, { reader }: CommandContext) => {
    const bound = await subjectsOf(reader, there(document).id);
    if (bound.length === 0) return { outcomes: [] };
    return {
      outcomes: [{ type: 'user.signed-out', data: {} }],
      happenings: bound.map((subject) => happening(subject, 'subject.released', {})),
    };
  },
});

/** What an administrator, and partly each person, may do with users. */
export const USER_COMMANDS: readonly Command[] = [
  disable,
  enable,
  setRoles,
  edit,
  signOut,
  bind,
  unbind,
] as readonly Command[];

/** Where who somebody is at a provider is kept: nobody else finds out who that is. */
export function subjectId(salt: string | undefined, issuer: string, subject: string): string {
  if (salt === undefined) throw problem('ACCOUNT_STATE', { found: 'an organisation erased' });
  const key = Buffer.from(salt, 'base64');
  return createHmac('sha256', key)
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
}

/**
 * What happens when a user is bound to a subject: others of theirs are released.
 * @throws STORE_EXISTS where somebody else is bound to it
 */
export async function bindSubject(
  reader: Reader,
  tenant: string,
  handle: string,
  subject: string,
): Promise<readonly Happening[]> {
  const { state } = await organisationOf(reader, tenant);
  if (state.provider === undefined) throw problem('ACCOUNT_STATE', { found: 'no provider' });
  const id = subjectId(state.salt, state.provider.issuer, subject);
  const kept = await reader.document(SUBJECT, id);
  if (kept?.state.handle === handle) return [];
  if (kept?.state.handle !== undefined) throw problem('STORE_EXISTS', { found: 'a bound subject' });
  const others = await subjectsOf(reader, handle);
  return [
    ...others.map((other) => happening(other, 'subject.released', {})),
    happening(kept ?? { kind: SUBJECT.name, id, revision: 0 }, 'subject.bound', { handle }),
  ];
}

async function subjectsOf(reader: Reader, handle: string) {
  return (await reader.find(SUBJECT, { where: { handle } })).documents;
}

function isAdministrator(user: Document<User>): boolean {
  return user.state.roles.includes('administrator');
}

/** A command that does not make its document is only ever given one that is there. */
function there<State extends object>(document: Document<State> | undefined): Document<State> {
  if (document === undefined) throw problem('STORE_ABSENT', { found: 'no such document' });
  return document;
}
