/** The service manager of a kind of installation. */
import { Launchd } from './launchd.ts';
import type { ServiceKind } from './place.ts';
import type { ServiceManager } from './service-manager.ts';
import type { Shell } from './shell.ts';
import { Systemd } from './systemd.ts';
import { WindowsRunKey } from './windows-run-key.ts';

export function managerFor(
  kind: ServiceKind,
  shell: Shell,
  say: (line: string) => void,
  uid: number | null,
): ServiceManager {
  if (kind === 'windows') return new WindowsRunKey();
  return kind === 'launchd' ? new Launchd(shell, uid ?? 0) : new Systemd({ shell, say });
}
