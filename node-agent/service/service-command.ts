/** `agent service install` and `agent service uninstall`. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { refuse } from '../../contract/problem.ts';
import { type InstallRecord, readInstallRecord } from './install-record.ts';
import { installService } from './install-service.ts';
import { installedData } from './installed-data.ts';
import { managerFor } from './manager-for.ts';
import { kindFor, type Place, placeOf, type Surroundings } from './place.ts';
import type { Shell } from './shell.ts';
import { systemRecord } from './system-record.ts';
import { uninstallService } from './uninstall-service.ts';

export const serviceUsage = `  agent service install [--root DIR] [--system] [--coordinator HOST[:PORT]]...
  agent service uninstall [--purge] [--system] [--data DIR]`;

const options = {
  /** The unpacked bundle; left out: the one that this program is in. */
  root: { type: 'string' },
  system: { type: 'boolean', default: false },
  coordinator: { type: 'string', multiple: true, default: [] as string[] },
  purge: { type: 'boolean', default: false },
  data: { type: 'string' },
} as const;

interface ServiceParts {
  readonly shell: Shell;
  readonly surroundings: Surroundings;
  readonly say: (line: string) => void;
  /** A coordinator's address as a person types it. @throws ProblemError invalid_request when it is none */
  readonly readAddress: (typed: string) => string;
  readonly platform: NodeJS.Platform;
  /** User id; null where there are none. */
  readonly uid: number | null;
}

/** @throws ProblemError invalid_request, install_failed, bundle_damaged, not_found */
export async function serviceCommand(args: readonly string[], parts: ServiceParts): Promise<void> {
  const { values, positionals } = parse(args);
  const place = placeOf(kindFor(parts.platform, values.system), parts.surroundings);
  const manager = managerFor(place.kind, parts.shell, parts.say, parts.uid);
  if (values.system && parts.uid !== 0) refuse('install_failed', 'An installation for all users is made by root.');
  switch (positionals.join(' ')) {
    case 'install': {
      const bundle = path.resolve(values.root ?? ownBundle());
      // They become part of the service manager's file: nothing but addresses may.
      const coordinators = values.coordinator.map(parts.readAddress);
      const version = await installService({ place, bundle, coordinators, manager });
      return parts.say(`The agent ${version} is installed and started: ${place.root}`);
    }
    case 'uninstall': {
      const record = findRecord(place, values.data, placeOf('systemd-system', parts.surroundings));
      await uninstallService(record, managerFor(record.kind, parts.shell, parts.say, parts.uid), values.purge);
      return parts.say(
        values.purge ? 'The agent is gone, with its data.' : `The agent is gone. Its data stays: ${record.data}`,
      );
    }
    default:
      return refuse('invalid_request', `Usage:\n${serviceUsage}`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return refuse('invalid_request', `${error instanceof Error ? error.message : String(error)}\n${serviceUsage}`);
  }
}

/** The bundle that this program was unpacked with: above its folder `agent`. */
function ownBundle(): string {
  const folder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  if (existsSync(path.join(folder, 'manifest.json'))) return folder;
  return refuse('invalid_request', 'This program is not in a bundle; name one with --root DIR.');
}

/** What is known of the installation to remove: by its data folder, by where this program lies, or in its usual place. */
function findRecord(place: Place, data: string | undefined, system: Place): InstallRecord {
  const folders = data === undefined ? [installedData() ?? place.data, place.data] : [path.resolve(data)];
  for (const folder of folders) {
    const record = readInstallRecord(folder);
    if (record) return folder === system.data ? systemRecord(record, system) : record;
  }
  return refuse(
    'not_found',
    `No agent is installed as a service: there is no ${path.join(place.data, 'install.json')}.`,
  );
}
