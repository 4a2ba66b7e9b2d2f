/** What of the settings goes on with an office on another PC. */
import { isLoopback } from '../../common/address.ts';
import { checkSettings, writeSettings, type Settings } from './settings.ts';

type Kept = Omit<Settings, 'engine' | 'office'>;

/**
 * Without the engine's, which belong to the PC, and the hub's token, which is a secret of others. An address of the PC that one
 * listened on is no other's: it is everywhere there, as it is by default.
 */
export function keptSettings(settings: Settings): Kept {
  const { hub, lan, agents, https, discovery, copies, attached, updates, access, courtesy, marginBytes } = settings;
  return {
    hub: { ...hub, token: null },
    lan: { ...lan, host: hostAnywhere(lan.host) },
    agents: { ...agents, host: hostAnywhere(agents.host) },
    https,
    discovery,
    copies,
    attached,
    updates,
    access,
    courtesy,
    marginBytes,
  };
}

/**
 * Writes the first settings of a data folder whose office was set up before.
 * @param kept by `keptSettings`, perhaps of another version
 * @throws ProblemError settings_invalid; nothing is written then
 */
export function keepSettings(dataDir: string, officeName: string, kept: Record<string, unknown>): void {
  writeSettings(dataDir, { ...keptSettings(checkSettings(kept)), office: { name: officeName, welcome: 'done' } });
}

const hostAnywhere = (host: string): string => (isLoopback(host) ? host : '0.0.0.0');
