import { describe, expect, test } from 'vitest';
import { ERRORS, EXIT, problem, TamizError } from './errors.ts';

describe('errors', () => {
  test('say where, what was expected, what was found and what to do', () => {
    const error = problem('INPUT_EMPTY', { where: 'customers.csv', found: 'no bytes' });
    expect(error).toBeInstanceOf(TamizError);
    expect(error.message).toBe(
      'customers.csv: expected a file with a header row and at least one record, found no bytes. ' +
        'Check that the export finished.',
    );
    expect(error.exit).toBe(EXIT.input);
  });

  test('the place may know better than the table', () => {
    const error = problem('INPUT_EMPTY', { found: 'x', expected: 'y', remedy: 'Do z.' });
    expect(error.message).toBe('expected y, found x. Do z.');
  });

  test('every kind has an exit code of the contract and reads as a sentence', () => {
    for (const [code, kind] of Object.entries(ERRORS)) {
      expect(Object.values(EXIT), code).toContain(kind.exit);
      expect(kind.http, code).toBeGreaterThanOrEqual(400);
      expect(kind.expected, code).not.toMatch(/\.$/);
      expect(kind.remedy, code).toMatch(/^[A-Z].*[.?]$/s);
    }
  });

  test('the reference lists every code; `npx vitest run src/base -u` writes it anew', async () => {
    const rows = Object.entries(ERRORS).map(
      ([code, kind]) =>
        `| \`${code}\` | ${kind.exit} | ${kind.http} | ${kind.expected} | ${kind.remedy} |`,
    );
    const page = [
      '# Errors',
      '',
      'Every error that Tamiz raises on purpose says what was expected, what was found and what to do.',
      'The command line exits with the code shown; the server answers with the status shown.',
      '',
      '| Exit code | Meaning |',
      '|---|---|',
      '| 0 | done |',
      '| 1 | done, with hits, when `--fail-on-hit` was given |',
      '| 2 | wrong use |',
      '| 3 | bad input |',
      '| 4 | a list that cannot be used |',
      '| 70 | a fault of the machine or of Tamiz |',
      '| 130 | interrupted with Ctrl-C; the output so far is valid |',
      '',
      '| Code | Exit | HTTP | Expected | What to do |',
      '|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot('../../docs/reference/errors.md');
  });
});
