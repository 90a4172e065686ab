export { authenticate } from './authenticate.ts';
export { cookieName, endCookie, type Headers, readCookie, setCookie } from './cookies.ts';
export {
  type BegunElsewhere,
  beginElsewhere,
  finishElsewhere,
  type Returned,
} from './elsewhere.ts';
export {
  type AskedBy,
  CSRF_HEADER,
  checkNotForged,
  checkSameOrigin,
  csrfOf,
} from './forgery.ts';
export { firstAdministrator, foundOrganisation, renewAdministrator } from './found.ts';
export { KEY, type Key } from './key.ts';
export { ACCOUNT_COMMANDS, ACCOUNT_KINDS } from './kinds.ts';
export { acceptInvitation, type Link } from './links.ts';
export { ORGANISATION, type Organisation, organisationOf } from './organisation.ts';
export type { Principal } from './principal.ts';
export { ACCOUNT_PROCEDURES, type Call, type Procedure } from './procedures.ts';
export { INVITATION, SESSION, type Session } from './proofs.ts';
export {
  grantableScopes,
  type Judgement,
  judge,
  loadRights,
  permits,
  type Resource,
  requireRight,
  resourceOf,
} from './rights.ts';
export { ROLES, type Role } from './roles.ts';
export { type OpenedSession, type SignIn, signIn, signOut } from './sign-in.ts';
export { USER, type User } from './user.ts';
export { accountView } from './views.ts';
export { type AccountWorld, accountWorld, SYSTEM } from './world.ts';
