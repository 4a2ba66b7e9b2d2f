import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** A fifth of zod makes JSON Schemas, which the page never asks for, and goes with every schema: its exports become undefined. */
const withoutJsonSchemas: Plugin = {
  name: 'without-json-schemas',
  apply: 'build',
  transform: {
    filter: { id: /zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/ },
    handler: (code) =>
      [...code.matchAll(/^(export) (?:const|function) (\w+)/gm)]
        .map(([, exported, name]) => [exported, 'let', `${name};`].join(' '))
        .join('\n'),
  },
};

/** The window's page: built into dist/renderer, which the coordinator serves. */
export default defineConfig(({ command }) => {
  // A build started by a test run would else carry React's development half.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: import.meta.dirname,
    plugins: [react(), withoutJsonSchemas],
    build: {
      outDir: '../dist/renderer',
      emptyOutDir: true,
      // The page's CSP has no font-src data:, so fonts stay files.
      assetsInlineLimit: 0,
      // Counted unpacked; what travels is under 250 kB, as the bench of the chat measures.
      chunkSizeWarningLimit: 1_000,
      // The polyfill is not needed by the browsers that run this, and the CSP forbids inline scripts.
      modulePreload: { polyfill: false },
      // All that the first page needs is one file, in the order of its imports; zod is told first not to make code from strings.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
    },
    server: { proxy: { '/control': 'http://127.0.0.1:8420' } },
  };
});
