import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactLabels } from './labels.ts';
import { composeLabelled, type Labelled } from './parts.ts';
import { composeDetail } from './record.ts';
import { parseStatement } from './remarks.ts';

const pieces = fc.constantFrom(
  ...[
    'A1',
    ' ',
    '(Mexico)',
    '(',
    ')',
    ' issued 2014',
    ' expires ',
    '12 Mar 2014',
    'alt. ',
    ':',
    '-',
  ],
);
const value = fc
  .array(pieces, { maxLength: 5 })
  .map((list) => list.join('').trim())
  .filter((text) => !/\s\s/.test(text));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

test('the short way gives what the grammar gives', () => {
  const labels = [...exactLabels().keys(), 'Digital Currency Address - XBT', 'Library Card'];
  const labelled: fc.Arbitrary<Labelled> = fc.record({
    label: fc.constantFrom(...labels),
    value,
    country: maybe(fc.constantFrom('Mexico', 'Korea, North', 'Congo (Brazzaville)')),
    issued: maybe(fc.constantFrom('2014', '12 Mar 2014', 'circa 2014')),
    expires: maybe(fc.constant('2024')),
    again: fc.boolean(),
  });
  fc.assert(
    fc.property(labelled, (parts) => {
      const { again, ...rest } = parts;
      const defined = Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined));
      const composed = composeDetail({
        ...(defined as Omit<Labelled, 'again'> & {
          country: string;
          issued: string;
          expires: string;
        }),
        ...(again && { alternate: true }),
      });
      const parsed = parseStatement(composed.text);
      expect(composeLabelled(parts)).toEqual(parsed.label === rest.label ? parsed : composed);
    }),
    { numRuns: 3_000 },
  );
});
