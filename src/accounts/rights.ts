import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, lazyLibrary, packageRoot, problem } from '../base/index.ts';
import type { Document, Kind } from '../store/index.ts';
import type { Key } from './key.ts';
import type { Principal } from './principal.ts';
import type { Session } from './proofs.ts';

type Cedar = typeof import('@cedar-policy/cedar-wasm/nodejs');
type Authorization = Parameters<Cedar['statefulIsAuthorized']>[0];

/** The engine has 13 MB: who only looks a name up need not wait for it. */
const cedar = lazyLibrary<Cedar>('@cedar-policy/cedar-wasm/nodejs');

const textOf = (name: string) => readFileSync(join(packageRoot, 'data', 'rights', name), 'utf8');

/** What something is done to, as far as rights ask. */
export interface Resource {
  readonly tenant: string;
  /** The person whose it is, such as of an account. */
  readonly owner?: string;
  /** The compartment that it is in. */
  readonly compartment?: string;
}

/** The policies, read once, and what the schema says about actions. */
interface Rights {
  readonly schema: string;
  readonly policies: Readonly<Record<string, string>>;
  /** Every action that can be asked for, with the groups it is in. */
  readonly actions: ReadonlyMap<string, readonly string[]>;
}

const PREPARED = 'tamiz';
let kept: Rights | undefined;

/** The rights as `data/rights` has them. */
export function loadRights(): Rights {
  if (kept !== undefined) return kept;
  const schema = textOf('schema.cedarschema');
  const policies = namedPolicies(textOf('policies.cedar'));
  const answer = cedar().preparsePolicySet(PREPARED, { staticPolicies: policies });
  assert(answer.type === 'success', JSON.stringify(answer));
  kept = { schema, policies, actions: actionsOf(schema) };
  return kept;
}

/** Each policy by the name that it gives itself, so that a decision can say which it rests on. */
function namedPolicies(text: string): Record<string, string> {
  const parts = cedar().policySetTextToParts(text);
  assert(parts.type === 'success', JSON.stringify(parts));
  const named: Record<string, string> = {};
  for (const policy of parts.policies) {
    const answer = cedar().policyToJson(policy);
    const id = answer.type === 'success' ? answer.json.annotations?.['id'] : undefined;
    assert(id !== undefined && !(id in named), `each policy has a name of its own: ${policy}`);
    named[id] = policy;
  }
  return named;
}

function actionsOf(schema: string): ReadonlyMap<string, readonly string[]> {
  const answer = cedar().schemaToJson(schema);
  assert(answer.type === 'success', JSON.stringify(answer));
  const all = Object.entries(answer.json['']?.actions ?? {}).map(([name, action]) => ({
    name,
    isGroup: action.appliesTo?.principalTypes.length === 0,
    groups: (action.memberOf ?? []).map(({ id }) => id),
  }));
  // The engine is told the groups of an action, not the groups of groups.
  assert(!all.some((one) => one.isGroup && one.groups.length > 0), 'groups are in no groups');
  const actions = all.filter((one) => !one.isGroup);
  return new Map(actions.map(({ name, groups }) => [name, groups]));
}

/** A decision, and the policies that it rests on; none where nothing allows it. */
export interface Judgement {
  readonly allowed: boolean;
  readonly because: readonly string[];
}

/** Whether somebody may do something, and by which policies. Unknown actions are denied. */
export function judge(principal: Principal, action: string, resource: Resource): Judgement {
  const { actions } = loadRights();
  if (!actions.has(action)) return { allowed: false, because: [] };
  const answer = cedar().statefulIsAuthorized(question(principal, action, resource));
  assert(answer.type === 'success', JSON.stringify(answer));
  const { decision, diagnostics } = answer.response;
  // Cedar passes over a policy that fails, even one that forbids; we do not.
  const failed = diagnostics.errors.length > 0;
  return { allowed: decision === 'allow' && !failed, because: [...diagnostics.reason].sort() };
}

/**
 * Whether somebody may do something. Policies see nothing but what stands in the key, so that what
 * was decided once is decided for good: they change with the program only.
 */
export function permits(principal: Principal, action: string, resource: Resource): boolean {
  const { tenant, handle, roles, scopes, compartments } = principal;
  const { owner, compartment } = resource;
  const same = [resource.tenant === tenant, owner === undefined ? null : owner === handle];
  const who = [roles, scopes ?? null, compartments];
  const key = JSON.stringify([action, same, compartment ?? null, who]);
  const known = decided.get(key);
  if (known !== undefined) return known;
  const { allowed } = judge(principal, action, resource);
  if (decided.size >= DECISIONS) decided.clear();
  decided.set(key, allowed);
  return allowed;
}

const decided = new Map<string, boolean>();
/** Decisions that are remembered: roles and actions have some thousand combinations. */
const DECISIONS = 10_000;

/**
 * Lets nobody pass who may not.
 * @throws ACCOUNT_RIGHT; STORE_ABSENT where even that there is something must not be told
 */
export function requireRight(principal: Principal, action: string, resource: Resource): void {
  if (permits(principal, action, resource)) return;
  const { tenant, compartment } = resource;
  const hidden = compartment !== undefined && !principal.compartments.includes(compartment);
  if (hidden || tenant !== principal.tenant) throw problem('STORE_ABSENT', { found: 'nothing' });
  throw problem('ACCOUNT_RIGHT', { found: `no right ${action}` });
}

function question(principal: Principal, action: string, resource: Resource): Authorization {
  const { tenant, handle, roles, scopes, actor, compartments } = principal;
  const asker = { type: scopes === undefined ? 'User' : 'Key', id: actor.id };
  const asked = { type: 'Action', id: action };
  const thing = { type: 'Thing', id: 'thing' };
  const person = { tenant, handle, compartments: [...compartments] };
  // Of what a key was granted, only what is asked about can matter.
  const granted = scopes?.includes(action) ? [{ __entity: asked }] : [];
  const groups = loadRights().actions.get(action) ?? [];
  return {
    principal: asker,
    action: asked,
    resource: thing,
    context: {},
    preparsedPolicySetId: PREPARED,
    // All of it is made here, of what has types. With the schema the engine would check that, and
    // take all other actions along: twice the work.
    entities: [
      {
        uid: asker,
        attrs: scopes === undefined ? person : { ...person, scopes: granted },
        parents: roles.map((role) => ({ type: 'Role', id: role })),
      },
      { uid: asked, attrs: {}, parents: groups.map((id) => ({ type: 'Action', id })) },
      { uid: thing, attrs: attributes(resource), parents: [] },
    ],
  };
}

function attributes({ tenant, owner, compartment }: Resource): Record<string, string> {
  return {
    tenant,
    ...(owner === undefined ? {} : { owner }),
    ...(compartment === undefined ? {} : { compartment }),
  };
}

/** Actions that a key may be granted. */
export function grantableScopes(): readonly string[] {
  return [...loadRights().actions].flatMap(([name, groups]) =>
    groups.includes('programs') ? [name] : [],
  );
}

/** What rights ask about a document; `document` where it is there. */
export function resourceOf(tenant: string, kind: Kind, id: string, document?: Document): Resource {
  const owner = ownerOf(kind.name, id, document?.state);
  return {
    tenant,
    ...(owner === undefined ? {} : { owner }),
    ...(kind.compartment === undefined ? {} : { compartment: kind.compartment }),
  };
}

function ownerOf(kind: string, id: string, state: object | undefined): string | undefined {
  if (kind === 'user') return id;
  if (kind === 'key') return (state as Key | undefined)?.owner;
  return kind === 'session' ? (state as Session | undefined)?.handle : undefined;
}
