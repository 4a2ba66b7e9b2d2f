import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The window's page: built into dist/renderer, which the coordinator serves. */
export default defineConfig(({ command }) => {
  // A build started by a test run would else carry React's development half.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: import.meta.dirname,
    plugins: [react()],
    build: {
      outDir: '../dist/renderer',
      emptyOutDir: true,
      // The page's CSP has no font-src data:, so fonts stay files.
      assetsInlineLimit: 0,
      // Counted unpacked; what travels is under 250 kB, as the bench of the chat measures.
      chunkSizeWarningLimit: 1_000,
      // The polyfill is not needed by the browsers that run this, and the CSP forbids inline scripts.
      modulePreload: { polyfill: false },
      // Zod is told not to make code from strings in the same file that holds it: before any other file makes a schema.
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|zod-without-eval/ }] } },
      },
    },
    server: { proxy: { '/control': 'http://127.0.0.1:8420' } },
  };
});
