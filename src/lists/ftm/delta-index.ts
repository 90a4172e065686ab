import { problem } from '../../base/index.ts';

/** One step of a chain of changes. */
export interface DeltaStep {
  readonly version: string;
  readonly url: string;
  /** SHA-1 of the file, where the index gives it. */
  readonly checksum?: string;
}

/**
 * Reads a `delta.json`: `{"versions": {version: address}}`, oldest first. Versions are ordered as
 * texts: they begin with the time of their making.
 *
 * @throws LIST_FORMAT
 */
export function parseDeltaIndex(text: string, where: string): readonly DeltaStep[] {
  const fail = (found: string, cause?: unknown) =>
    problem('LIST_FORMAT', { where, expected: '{"versions": {version: address}}', found, cause });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw fail('what is not JSON', cause);
  }
  const versions = isObject(parsed) ? parsed['versions'] : undefined;
  if (!isObject(versions)) throw fail('no versions');
  const steps = Object.entries(versions).map(([version, value]): DeltaStep => {
    if (typeof value === 'string') return { version, url: value };
    if (isObject(value) && typeof value['url'] === 'string') {
      const { url, checksum } = value;
      if (checksum === undefined || checksum === null) return { version, url };
      if (typeof checksum === 'string') return { version, url, checksum };
    }
    throw fail(`${JSON.stringify(value)?.slice(0, 60)} for ${version.slice(0, 60)}`);
  });
  return steps.sort((a, b) => (a.version < b.version ? -1 : 1));
}

/**
 * The steps from one version to another, or undefined when the index does not go back that far: a
 * version without changes has no step of its own, so that only the oldest one tells.
 */
export function stepsBetween(
  steps: readonly DeltaStep[],
  base: string,
  target: string,
): readonly DeltaStep[] | undefined {
  const [oldest] = steps;
  if (oldest === undefined || base < oldest.version) return undefined;
  return steps.filter(({ version }) => version > base && version <= target);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
