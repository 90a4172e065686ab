import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** The languages of the workbench, as react-aria names the files of its own texts. */
const KEPT = new Set(['en-US', 'es-ES']);

/**
 * Leaves out react-aria's own texts in the thirty languages that the workbench does not speak:
 * without it they would be a fifth of what the browser loads.
 */
function onlyOurLanguages(): Plugin {
  const EMPTY = '\0no-texts';
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    resolveId(id) {
      const locale = /\/intl\/(?:[\w-]+\/)?([a-z]{2}-[A-Z]{2})\.mjs$/.exec(id)?.[1];
      return locale !== undefined && !KEPT.has(locale) ? EMPTY : null;
    },
    load: (id) => (id === EMPTY ? 'export default {};' : null),
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative addresses, so that the page also works behind a proxy under a path of its own.
  base: './',
  plugins: [onlyOurLanguages()],
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The policy `default-src 'self'` refuses data: addresses and inline scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
});
