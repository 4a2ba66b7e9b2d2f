// Bundles each program of the product into one file of dist/. Runs on Node 24, by build.mjs.
import path from 'node:path';
import { build } from 'vite';
import { root } from './node24.mjs';

const programs = {
  'aivailable.mjs': 'main/cli/aivailable.ts',
  'node-agent.mjs': 'node-agent/agent.ts',
  'llama-runner.mjs': 'node-agent/engine/llama-runner.ts',
  'gpu-probe.mjs': 'node-agent/hardware/gpu-probe.ts',
  'electron/main.mjs': 'main/electron/main.ts',
  'electron/coordinator-process.mjs': 'main/electron/coordinator-process.ts',
  'electron/preload.cjs': 'main/electron/preload.cts',
};

// The engine brings native libraries beside its files, and Electron is the runtime itself.
const external = ['node-llama-cpp', 'electron'];

for (const [output, entry] of Object.entries(programs)) {
  const commonJs = output.endsWith('.cjs');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external, target: 'node' },
    build: {
      ssr: path.join(root, entry),
      outDir: path.join(root, 'dist', path.dirname(output)),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rollupOptions: {
        external,
        output: {
          entryFileNames: path.basename(output),
          format: commonJs ? 'cjs' : 'es',
          codeSplitting: false,
        },
      },
    },
  });
}
