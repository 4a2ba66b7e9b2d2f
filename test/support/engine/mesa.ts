/** Mesa's software Vulkan device: a GPU where there is none. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const icdFolders = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'];
const isThere = icdFolders.some(
  (folder) => existsSync(folder) && readdirSync(folder).some((file) => file.includes('lvp')),
);

/**
 * Whether tests on it are left out: missing Mesa is a failure where everything must be tested, and said aloud elsewhere. Compiled
 * shaders are kept between runs: the first use takes half a minute, the next two seconds.
 */
export function withoutMesa(): boolean {
  const shaderCache = path.join(os.homedir(), '.cache', 'aivailable-mesa');
  mkdirSync(shaderCache, { recursive: true });
  process.env['MESA_SHADER_CACHE_DIR'] ??= shaderCache;
  const leftOut = !isThere && !process.env['CI'];
  if (leftOut) console.warn('SKIPPED: the Vulkan tests; install mesa-vulkan-drivers and libvulkan1 to run them.');
  return leftOut;
}
