/** Preloaded (`--import`): who imports Electron gets fake-electron.ts. */
import { registerHooks } from 'node:module';

// Loaded here already, so that what is wrong with it shows at once and as such.
await import('./fake-electron.ts');
const url = import.meta.resolve('./fake-electron.ts');

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url, shortCircuit: true } : next(specifier, context),
});
