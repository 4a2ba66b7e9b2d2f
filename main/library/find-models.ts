/** The model files of a folder, each model once: of a split one its first part. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { splitName } from './split-names.ts';

/** Other programs keep OWNER/NAME/FILE, or a folder for each model. */
const mostDepth = 3;

/** In the order of their names. Files that another program still writes, or that only go with a model, are none. */
export async function findModels(folder: string, depth = 0): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory() && depth < mostDepth) found.push(...(await findModels(at, depth + 1)));
    else if (!entry.isDirectory() && isModel(entry.name)) found.push(at);
  }
  return found;
}

const isModel = (name: string): boolean =>
  /\.gguf$/i.test(name) && !/^(\.|mmproj)/i.test(name) && (splitName(name)?.part ?? 1) === 1;
