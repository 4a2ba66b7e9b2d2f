// Bundles programs of the product, each into one file. As a program: all of them into dist/. Runs on Node 24, by build.mjs.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { root } from './node24.mjs';

const programs = {
  'dist/aivailable.mjs': 'main/cli/aivailable.ts',
  'dist/node-agent.mjs': 'node-agent/agent.ts',
  'dist/llama-runner.mjs': 'node-agent/engine/llama-runner.ts',
  'dist/gpu-probe.mjs': 'node-agent/hardware/gpu-probe.ts',
  'dist/electron/main.mjs': 'main/electron/main.ts',
  'dist/electron/coordinator-process.mjs': 'main/electron/coordinator/coordinator-process.ts',
  'dist/electron/preload.cjs': 'main/electron/window/preload.cts',
};

// The engine brings native libraries beside its files, and Electron is the runtime itself.
const external = ['node-llama-cpp', 'electron'];

/** Bundles `entry` and all that it imports into the file `output`; both relative to the repository. */
export async function bundle(entry, output) {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // ssh2 asks for it when it is loaded, and an ES module has none.
    define: output.endsWith('.cjs') ? {} : { __dirname: 'import.meta.dirname' },
    ssr: { noExternal: true, external, target: 'node' },
    build: {
      ssr: path.join(root, entry),
      outDir: path.join(root, path.dirname(output)),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rollupOptions: {
        external,
        output: {
          entryFileNames: path.basename(output),
          format: output.endsWith('.cjs') ? 'cjs' : 'es',
          codeSplitting: false,
        },
      },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [output, entry] of Object.entries(programs)) await bundle(entry, output);
}
