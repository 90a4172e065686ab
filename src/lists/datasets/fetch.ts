import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskProblem, problem } from '../../base/index.ts';
import { type DownloadOptions, download } from '../download.ts';

export interface FetchOptions extends Omit<DownloadOptions, 'known' | 'authorization'> {
  /** `auth_token: "$NAME"` in a manifest stands for a variable of these. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A manifest or an index of changes; OpenSanctions' whole catalogue has about 6 MB. */
const MOST_TEXT_BYTES = 64 * 1_048_576;

export const isRemote = (address: string): boolean => /^https?:\/\//i.test(address);

/**
 * An address in a manifest as an address or an absolute path: relative ones are meant from where
 * the manifest is. What comes over the network may not name files of this machine.
 * @throws LIST_MANIFEST
 */
export function resolveAddress(text: string, base: string): string {
  const fail = (expected: string) =>
    problem('LIST_MANIFEST', { where: base, expected, found: JSON.stringify(text.slice(0, 200)) });
  if (isRemote(text)) return text;
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'file') throw fail('http, https or a file');
  if (isRemote(base)) {
    if (scheme === 'file' || isAbsolute(text)) throw fail('addresses in what was fetched');
    return new URL(text, base).href;
  }
  try {
    return scheme === 'file' ? fileURLToPath(text) : resolve(dirname(base), text);
  } catch {
    throw fail('a file on this machine');
  }
}

/** The file at an address: itself where it is on this machine, else fetched to `target`. */
export async function fetchFile(
  address: string,
  target: string,
  { environment, ...options }: FetchOptions,
  expected: { readonly authToken?: string; readonly checksum?: string } = {},
): Promise<string> {
  const path = isRemote(address) ? target : address;
  if (isRemote(address)) {
    const token = expected.authToken && expandVariables(expected.authToken, environment);
    await download(address, target, {
      ...options,
      ...(token && { authorization: `Token ${token}` }),
    });
  }
  const { checksum } = expected;
  if (checksum === undefined) return path;
  const found = await fileSha1(path);
  if (found === checksum.toLowerCase()) return path;
  throw problem('LIST_DOWNLOAD', {
    where: address,
    expected: `a file with the SHA-1 ${checksum.slice(0, 64)}`,
    found: `one with ${found}`,
  });
}

/** The text of a small file at an address. */
export async function fetchText(
  address: string,
  target: string,
  options: FetchOptions,
  expected: { readonly authToken?: string } = {},
): Promise<string> {
  const limited = { ...options, maxBytes: MOST_TEXT_BYTES };
  const path = await fetchFile(address, target, limited, expected);
  try {
    const { size } = await stat(path);
    if (size > MOST_TEXT_BYTES) {
      const most = `at most ${MOST_TEXT_BYTES} bytes`;
      throw problem('INPUT_TOO_LARGE', { where: address, expected: most, found: `${size}` });
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    throw diskProblem(error, address);
  }
}

/** `$NAME` and `${NAME}` as in a shell; a variable that is not set is nothing. */
function expandVariables(text: string, environment: FetchOptions['environment']): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) => {
    return environment[braced ?? bare] ?? '';
  });
}

async function fileSha1(path: string): Promise<string> {
  const hash = createHash('sha1');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  } catch (error) {
    throw diskProblem(error, path);
  }
  return hash.digest('hex');
}
