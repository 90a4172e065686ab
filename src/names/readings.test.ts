import { describe, expect, test } from 'vitest';
import { otherReadings } from './readings.ts';

describe("other readings of a person's name", () => {
  test.each([
    ['Xim3na Satizabal', ['Ximena Satizabal']],
    ['J0se 5atizabal', ['Jose satizabal']],
    ['JC Satizabal', ['J. C. Satizabal']],
    ['garcialopez', ['garcia lopez']],
  ])('%s', (text, readings) => {
    expect(otherReadings(text, 'person')).toEqual(readings);
  });

  test.each(['Ximena Satizabal', 'AL Satizabal', 'Prueba 2000', 'Garcia', '', 'JC', 'Jc Prueba'])(
    '%s has none',
    (text) => {
      expect(otherReadings(text, 'person')).toEqual([]);
    },
  );

  test('companies are read as they are written', () => {
    expect(otherReadings('Taller3s JC', 'organization')).toEqual([]);
  });
});
