import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import { type Command, command } from '../store/index.ts';
import { checkHandle, HandleInput, NameInput, NoInput } from './inputs.ts';
import { checkIssuer } from './issuer.ts';
import { KEY } from './key.ts';
import { ACCOUNT_LIMITS } from './limits.ts';
import { ORGANISATION } from './organisation.ts';
import { SESSION } from './proofs.ts';
import { grantableScopes } from './rights.ts';
import { userOf } from './user.ts';
import { hoursAfter } from './world.ts';

const grantKey = command({
  kind: KEY,
  name: 'grant',
  summary: 'Grants a user a key for a program of theirs. They collect its secret themselves.',
  right: 'key:grant',
  creates: true,
  input: Type.Object(
    {
      owner: HandleInput,
      label: NameInput,
      scopes: Type.Array(Type.String({ maxLength: 64 }), {
        minItems: 1,
        maxItems: 100,
        uniqueItems: true,
        description: 'Actions that the program may do, as far as its owner may.',
      }),
      days: Type.Integer({ minimum: 1, maximum: ACCOUNT_LIMITS.keyDays }),
    },
    { additionalProperties: false },
  ),
  decide: async (_document, { owner, label, scopes, days }, { id, reader, now }) => {
    checkHandle(id);
    const user = await userOf(reader, owner);
    if (user.state.state !== 'active') throw problem('ACCOUNT_STATE', { found: user.state.state });
    const strange = scopes.find((scope) => !grantableScopes().includes(scope));
    if (strange !== undefined) throw problem('ACCOUNT_SCOPES', { found: JSON.stringify(strange) });
    const expires = hoursAfter(now, days * 24).toISOString();
    const data = { owner, scopes: [...scopes].sort(), expires };
    return { outcomes: [{ type: 'key.granted', data, personal: { label } }] };
  },
});

const revokeKey = command({
  kind: KEY,
  name: 'revoke',
  summary: 'Ends a key for good.',
  right: 'key:revoke',
  creates: false,
  input: NoInput,
  decide: (document) =>
    document?.state.state === 'revoked'
      ? { outcomes: [] }
      : { outcomes: [{ type: 'key.revoked', data: {} }] },
});

const endSession = command({
  kind: SESSION,
  name: 'end',
  summary: 'Ends one session.',
  right: 'account:sign-out',
  creates: false,
  input: NoInput,
  decide: (document) =>
    document?.state.ended === true
      ? { outcomes: [] }
      : { outcomes: [{ type: 'session.ended', data: {} }] },
});

const Hours = Type.Object(
  {
    warning: Type.Number({ exclusiveMinimum: 0, maximum: ACCOUNT_LIMITS.serviceLevelHours }),
    breach: Type.Number({ exclusiveMinimum: 0, maximum: ACCOUNT_LIMITS.serviceLevelHours }),
  },
  { additionalProperties: false },
);

/** How fast an organisation wants to be; what its cases make of it is theirs to say. */
const ServiceLevelsInput = Type.Record(
  Type.String({ pattern: '^[a-z][a-z-]{0,39}$' }),
  Type.Record(Type.String({ pattern: '^[a-z][a-z-]{0,39}$' }), Hours, {
    additionalProperties: false,
    maxProperties: ACCOUNT_LIMITS.serviceLevels,
  }),
  {
    additionalProperties: false,
    maxProperties: ACCOUNT_LIMITS.serviceLevels,
    description: 'Hours by priority and by what is measured, such as `urgent` and `triage`.',
  },
);

const settings = command({
  kind: ORGANISATION,
  name: 'set',
  summary: 'Sets how long sessions last, and the service levels of the organisation.',
  right: 'organisation:set',
  creates: false,
  input: Type.Object(
    {
      sessionHours: Type.Optional(
        Type.Integer({ minimum: 1, maximum: ACCOUNT_LIMITS.sessionHoursMaximum }),
      ),
      serviceLevels: Type.Optional(ServiceLevelsInput),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  decide: (_document, input) => ({
    outcomes: [{ type: 'organisation.settings', data: { ...input } }],
  }),
});

const provider = command({
  kind: ORGANISATION,
  name: 'set-provider',
  summary: 'Names the provider that people sign in with (OpenID Connect); without one, none.',
  right: 'organisation:set-provider',
  creates: false,
  input: Type.Object(
    {
      provider: Type.Optional(
        Type.Object(
          {
            issuer: Type.String({ maxLength: 1_000 }),
            client: Type.String({ minLength: 1, maxLength: 255 }),
            clientSecret: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  decide: (_document, input) => {
    if (input.provider === undefined) {
      return { outcomes: [{ type: 'organisation.provider', data: {} }] };
    }
    const { issuer, client, clientSecret } = input.provider;
    checkIssuer(issuer);
    const personal = clientSecret === undefined ? {} : { personal: { clientSecret } };
    return {
      outcomes: [{ type: 'organisation.provider', data: { issuer, client }, ...personal }],
    };
  },
});

/** What happens to keys, sessions and the organisation itself. */
export const OTHER_COMMANDS: readonly Command[] = [
  grantKey,
  revokeKey,
  endSession,
  settings,
  provider,
] as readonly Command[];
