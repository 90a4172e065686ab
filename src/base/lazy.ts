import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/**
 * A library that is loaded when it is first used: starting must not wait for what few commands
 * need.
 */
export function lazyLibrary<Library>(name: string): () => Library {
  let library: Library | undefined;
  return () => {
    library ??= load(name) as Library;
    return library;
  };
}
