import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../base/index.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { SUPPRESSION, type SuppressionState, suppresses, suppressionAt } from './suppression.ts';
import { commandOf } from './testing/alerts.ts';
import { PROGRAM, user, World } from './testing/world.ts';

const GRANTED = {
  case: 'c1',
  alert: '1',
  reasons: ['other-birth-date'],
  proposedBy: 'ana',
  entity: 'made-up-1',
  dataset: 'synthetic',
  listVersion: 'v1',
  listingDigest: sha256('listing'),
  band: 'possible',
  until: '2026-09-01T00:00:00.000Z',
} as const;
const TOLD = { customer: 'customer-7', customerDigest: sha256('customer'), caption: 'Ximena' };

const granted = (personal: typeof TOLD | null = TOLD): SuppressionState =>
  SUPPRESSION.evolve(undefined, {
    ...{ seq: 1, at: new Date('2026-03-02T00:00:00Z'), tenant: 'org', actor: user('bea') },
    ...{ kind: 'suppression', id: 's1', revision: 1, type: 'suppression.granted' },
    data: GRANTED,
    personal: personal ?? undefined,
  });

const { entity, dataset, listingDigest, band } = GRANTED;
const { customer, customerDigest } = TOLD;
const ALERT = { entity, dataset, listingDigest, band, customer, customerDigest };
const NOW = new Date('2026-04-01T00:00:00Z');

describe('a suppression', () => {
  test('holds while nothing that was compared has changed', () => {
    expect(suppresses(granted(), ALERT, NOW)).toBe(true);
    expect(granted()).toMatchObject({ proposedBy: 'ana', approvedBy: 'bea', uses: 0 });
  });

  test('is lifted by any change of either side, of whom, and of where', () => {
    const fields = ['entity', 'dataset', 'listingDigest', 'customerDigest', 'customer'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.string(), (field, value) => {
        fc.pre(value !== ALERT[field]);
        expect(suppresses(granted(), { ...ALERT, [field]: value }, NOW)).toBe(false);
      }),
    );
  });

  test('is lifted by a stronger match, and by no weaker one', () => {
    expect(suppresses(granted(), { ...ALERT, band: 'strong' }, NOW)).toBe(false);
    expect(suppresses(granted(), { ...ALERT, band: 'none' }, NOW)).toBe(true);
  });

  test('ends at the moment that was agreed', () => {
    const at = (iso: string) => suppresses(granted(), ALERT, new Date(iso));
    expect(at('2026-08-31T23:59:59.999Z')).toBe(true);
    expect(at('2026-09-01T00:00:00.000Z')).toBe(false);
    expect(suppressionAt(granted(), new Date('2026-09-01T00:00:00Z'))).toBe('expired');
  });

  test('ends where what it is about was erased', () => {
    const erased = granted(null);
    // Nothing is equal to what is not known any more.
    expect(suppresses(erased, ALERT, NOW)).toBe(false);
    expect(suppressionAt(erased, NOW)).toBe('erased');
  });

  test('is ended by a person who says why, once', async () => {
    const world = new World(CASE_KINDS);
    const event = { ...{ kind: SUPPRESSION.name, id: 's1', revision: 0 }, data: GRANTED };
    world.record([{ ...event, type: 'suppression.granted', personal: TOLD }], user('bea'));
    const revoke = commandOf(CASE_COMMANDS, 'suppression/revoke');
    const input = { reason: 'policy', text: 'We look again.' };
    await expect(world.run(revoke, 's1', input, PROGRAM)).rejects.toMatchObject({
      code: 'CASE_PERSON',
    });
    expect(await world.run(revoke, 's1', input, user('carla'))).toBe(1);
    expect(await world.run(revoke, 's1', input, user('carla'))).toBe(0);
    const state = world.state(SUPPRESSION, 's1');
    expect(state.revoked).toMatchObject({ by: 'carla', reason: 'policy' });
    expect(suppresses(state, ALERT, NOW)).toBe(false);
  });
});
