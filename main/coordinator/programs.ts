/** Where the other programs and files of this install are, in the source tree and when built. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoModel } from '../../common/demo-model.ts';

export interface Programs {
  /** The node agent's entry, for `fork`. */
  readonly agent: string;
  /** The page's built files. */
  readonly page: string;
  readonly demoModel: string;
  /** Folder of the agent's bundles for other PCs. */
  readonly bundles: string;
  /** Of this install: in a clone, where its scripts are. */
  readonly root: string;
}

/** @param from the URL of a module of this install. */
export function findPrograms(from: string = import.meta.url): Programs {
  const here = fileURLToPath(from);
  const source = here.endsWith('.ts');
  const root = source ? above(here, 'main') : above(here, 'dist');
  const resources = (process as { resourcesPath?: string }).resourcesPath;
  const demos = [path.join(root, 'assets', 'demo-model'), ...(resources ? [path.join(resources, 'demo-model')] : [])];
  const demo =
    demos.find((folder) => existsSync(path.join(folder, demoModel.file))) ?? path.join(root, 'assets', 'demo-model');
  const brought = resources && path.join(resources, 'bundles');
  return {
    agent: source ? path.join(root, 'node-agent', 'agent.ts') : path.join(root, 'dist', 'node-agent.mjs'),
    page: path.join(root, 'dist', 'renderer'),
    demoModel: path.join(demo, demoModel.file),
    bundles: brought && existsSync(brought) ? brought : path.join(root, 'dist', 'bundles'),
    root,
  };
}

/** The folder that holds the folder `name` on the way up from `file`. */
function above(file: string, name: string): string {
  let folder = path.dirname(file);
  while (path.basename(folder) !== name && folder !== path.dirname(folder)) folder = path.dirname(folder);
  return path.dirname(folder);
}
