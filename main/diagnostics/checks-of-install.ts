/** Looks at what the office stands on: the program's parts, and the folder that it keeps everything in. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { version } from '../../common/version.ts';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Check } from '../../contract/checks.ts';
import { fine, wrong } from './check.ts';

const wantedNode = 24;
const wantedBytes = 2 * 1024 ** 3;

interface Install {
  readonly dataDir: string;
  /** Files that the program brings. */
  readonly parts: { readonly page: string; readonly demoModel: string; readonly agent: string };
}

export const checksOfInstall = ({ dataDir, parts: { page, demoModel, agent } }: Install): Check[] => [
  node(),
  folder(dataDir),
  part('page', page),
  part('demo model', demoModel),
  part('agent', agent),
];

function node(): Check {
  const runs = `AIvailable ${version} runs on Node ${process.versions.node}.`;
  if (Number(process.versions.node.split('.')[0]) >= wantedNode) return fine('node', runs);
  return wrong('node', runs, 'Parts of the program do not run on it.', `Use Node ${wantedNode} or newer.`);
}

function folder(dataDir: string): Check {
  if (!existsSync(dataDir)) return fine('folder', `${dataDir} is made at the first start.`);
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK);
  } catch {
    const effect = 'The office cannot keep what it is told.';
    return wrong('folder', `${dataDir} cannot be written.`, effect, 'Choose another one with --data DIR.');
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bytesInWords(bavail * bsize);
  if (bavail * bsize >= wantedBytes) return fine('folder', `${dataDir} can be written; ${free} are free on its disk.`);
  const effect = 'Models that are loaded from the internet find no room.';
  return wrong(
    'folder',
    `Only ${free} are free on the disk of ${dataDir}.`,
    effect,
    'Free space: models have 1 to 20 GB each.',
  );
}

function part(subject: string, path: string): Check {
  if (existsSync(path)) return { ...fine('part', `It is at ${path}.`), subject };
  const effect = 'What needs it does not work.';
  return {
    ...wrong('part', `${path} is missing.`, effect, 'Install AIvailable again; in a clone, run: npm run build'),
    subject,
  };
}
