/**
 * The style of the house as code: which room may import which, which calls are banned and what
 * replaces them, how long files, functions and lines may be.
 */

export interface SourceFile {
  /** Relative to the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 60;
const MAX_LINE_CHARACTERS = 100;

/** What each room may import. `ARCHITECTURE.md` draws the same picture. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  journal: ['base'],
  store: ['journal', 'base'],
  entity: ['base'],
  identifiers: ['entity', 'base'],
  names: ['entity', 'base'],
  lists: ['identifiers', 'names', 'entity', 'base'],
  law: ['entity', 'base'],
  signals: ['lists', 'law', 'entity', 'base'],
  matching: ['lists', 'identifiers', 'names', 'entity', 'base'],
  screening: ['matching', 'lists', 'identifiers', 'names', 'entity', 'journal', 'base'],
  parties: ['matching', 'law', 'identifiers', 'entity', 'base'],
  accounts: ['store', 'journal', 'base'],
  cases: ['screening', 'matching', 'lists', 'law', 'entity', 'store', 'journal', 'base'],
  reports: ['cases', 'lists', 'law', 'entity', 'store', 'journal', 'base'],
  oversight: ['cases', 'matching', 'lists', 'law', 'names', 'entity', 'store', 'journal', 'base'],
  server: [
    'oversight',
    'reports',
    'cases',
    'accounts',
    'store',
    'parties',
    'screening',
    'journal',
    'matching',
    'lists',
    'law',
    'identifiers',
    'names',
    'entity',
    'base',
  ],
  cli: [
    'server',
    'oversight',
    'reports',
    'cases',
    'accounts',
    'store',
    'parties',
    'screening',
    'matching',
    'signals',
    'lists',
    'law',
    'identifiers',
    'names',
    'entity',
    'journal',
    'base',
  ],
};

/** Calls that hide time, chance or the outside world, with what replaces them. */
const BANNED: readonly { pattern: RegExp; instead: string; allowed: RegExp }[] = [
  { pattern: /\bDate\.now\(/, instead: 'Clock.now() of src/base', allowed: /^src\/base\/clock/ },
  { pattern: /\bnew Date\(\)/, instead: 'Clock.now() of src/base', allowed: /^src\/base\/clock/ },
  {
    pattern: /\bperformance\.now\(/,
    instead: 'Clock.elapsedMs() of src/base',
    allowed: /^src\/base\/clock/,
  },
  { pattern: /\bMath\.random\(/, instead: 'Random of src/base', allowed: /^$/ },
  {
    pattern: /\brandomBytes\(|\brandomUUID\(/,
    instead: 'randomId() of src/base',
    allowed: /^src\/base\/random/,
  },
  {
    pattern: /\bconsole\.\w+\(/,
    instead: 'the output streams that are passed in',
    allowed: /^$/,
  },
  {
    pattern: /\bprocess\.(env|exit|argv|stdout|stderr)\b/,
    instead: 'what src/cli/main.ts passes in',
    allowed: /^src\/cli\/main\.ts$/,
  },
  { pattern: /\bdebugger\b/, instead: 'a test', allowed: /^$/ },
];

const roomOf = (path: string): string | undefined => /^src\/([a-z]+)\//.exec(path)?.[1];

/** Imports that point upwards, or into another room's inside. */
export function brokenArrows({ path, text }: SourceFile): string[] {
  const room = roomOf(path);
  if (room === undefined) return [];
  const may = ARROWS[room];
  if (may === undefined) return [`${path}: the room ${room} is not in the plan of tools/tidy.ts`];
  const broken: string[] = [];
  text.split('\n').forEach((line, index) => {
    const target = /\bfrom '\.\.\/(?:\.\.\/)*([a-z]+)\/([^']+)'/.exec(line);
    if (target === null) return;
    const [, other = '', file = ''] = target;
    if (other === room || !(other in ARROWS)) return;
    const where = `${path}:${index + 1}`;
    if (!may.includes(other)) {
      broken.push(`${where}: ${room} must not import ${other}; it may import ${may.join(', ')}`);
    } else if (file !== 'index.ts' && !file.startsWith('testing/')) {
      broken.push(`${where}: import ${other} through its index.ts, not ${file}`);
    }
  });
  return broken;
}

/** Calls that are banned where they stand, each with what to use instead. */
export function bannedCalls({ path, text }: SourceFile): string[] {
  if (!path.startsWith('src/') || path.includes('.test.') || path.includes('/testing/')) return [];
  const found: string[] = [];
  text.split('\n').forEach((line, index) => {
    const code = line.replace(/^\s*(\/?\*|\/\/).*$/, '');
    for (const { pattern, instead, allowed } of BANNED) {
      if (!pattern.test(code) || allowed.test(path)) continue;
      found.push(`${path}:${index + 1}: ${line.trim()}; use ${instead}`);
    }
  });
  return found;
}

/** Lines wider than a reader's window; addresses and data in quotes may be. */
export function longLines({ path, text }: SourceFile): string[] {
  return text.split('\n').flatMap((line, index) => {
    const wide = line.length > MAX_LINE_CHARACTERS && !/['"`/]\S{60,}/.test(line);
    return wide && !path.includes('.test.')
      ? [`${path}:${index + 1}: ${line.length} characters`]
      : [];
  });
}

/**
 * Functions longer than a screen. The formatter indents by two and puts the closing brace under the
 * line that opened it, so that indentation tells where a function ends.
 */
export function longFunctions({ path, text }: SourceFile): string[] {
  const lines = text.split('\n');
  const long: string[] = [];
  const opening = /^(\s*)(?:(?:export|default|async|static|override|get|set) )*[#\w]+.*\{$/;
  lines.forEach((line, start) => {
    const match = opening.exec(line);
    if (
      match === null ||
      !/\)|=>/.test(line) ||
      /^\s*(class|interface|if|for|while)\b/.test(line)
    ) {
      return;
    }
    if (/^\s*(describe|test|suite)\b/.test(line)) return;
    const closing = `${match[1]}}`;
    const length = lines.slice(start).findIndex((l) => l.startsWith(closing)) + 1;
    if (length > MAX_FUNCTION_LINES)
      long.push(`${path}:${start + 1}: ${length} lines: ${line.trim()}`);
  });
  return long;
}
