/** Where an agent that is a service of its system keeps its things. */
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

export const ServiceKind = z.enum(['systemd-user', 'systemd-system', 'launchd', 'windows']);
export type ServiceKind = z.infer<typeof ServiceKind>;

/** The name of the unit, of the system's user and of the folders. */
export const serviceName = 'aivailable-agent';
export const launchdLabel = 'office.aivailable.agent';

export interface Place {
  readonly kind: ServiceKind;
  /** Holds `versions/VERSION` and what points to the one in use. */
  readonly root: string;
  readonly data: string;
  /** Where the service manager looks for its files; null where it has none. */
  readonly units: string | null;
}

/** What decides where things go. */
export interface Surroundings {
  readonly home: string;
  /** XDG_DATA_HOME and LOCALAPPDATA of the user, where they are set. */
  readonly env: NodeJS.ProcessEnv;
  /** The system's top folder. */
  readonly top: string;
}

export const thisPc = (): Surroundings => ({ home: os.homedir(), env: process.env, top: '/' });

/** Where an installation of this kind goes. */
export function placeOf(kind: ServiceKind, { home, env, top }: Surroundings): Place {
  switch (kind) {
    case 'systemd-user': {
      const shared = absolute(env['XDG_DATA_HOME']) ?? path.join(home, '.local', 'share');
      return within(kind, path.join(shared, serviceName), path.join(home, '.config', 'systemd', 'user'));
    }
    case 'systemd-system':
      return {
        kind,
        root: path.join(top, 'opt', serviceName),
        data: path.join(top, 'var', 'lib', serviceName),
        units: path.join(top, 'etc', 'systemd', 'system'),
      };
    case 'launchd': {
      const library = path.join(home, 'Library');
      return within(kind, path.join(library, 'Application Support', serviceName), path.join(library, 'LaunchAgents'));
    }
    case 'windows': {
      const local = absolute(env['LOCALAPPDATA']) ?? path.join(home, 'AppData', 'Local');
      return within(kind, path.join(local, serviceName), null);
    }
  }
}

const within = (kind: ServiceKind, root: string, units: string | null): Place => ({
  kind,
  root,
  data: path.join(root, 'data'),
  units,
});

const absolute = (folder: string | undefined): string | null => (folder && path.isAbsolute(folder) ? folder : null);

/** @param system for all users of the PC; on Linux only. */
export function kindFor(platform: NodeJS.Platform, system: boolean): ServiceKind {
  if (platform === 'win32') return 'windows';
  if (platform === 'darwin') return 'launchd';
  return system ? 'systemd-system' : 'systemd-user';
}
