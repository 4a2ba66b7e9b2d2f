/** Where the agent’s other programs are, in the source tree and in a bundle. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The file of one of the agent's other programs.
 * @param name as in the source tree, from the caller's folder: "../engine/llama-runner.ts". Bundled programs lie side by side
 * @param from the caller's import.meta.url
 */
export function programPath(name: string, from: string): string {
  const here = fileURLToPath(from);
  const file = here.endsWith('.ts') ? name : `${path.basename(name, '.ts')}.mjs`;
  return path.join(path.dirname(here), file);
}
