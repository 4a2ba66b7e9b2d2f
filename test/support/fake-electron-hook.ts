/** Preloaded (`--import`): who imports Electron gets fake-electron.ts. */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const fake = pathToFileURL(path.join(import.meta.dirname, 'fake-electron.ts')).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: fake, shortCircuit: true }
      : next(specifier, context),
});
