/** Where an office is kept when nobody says otherwise: the OS's usual place for a program's data. */
import os from 'node:os';
import path from 'node:path';

export function defaultDataDir(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = os.homedir();
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'AIvailable');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'AIvailable');
  return path.join(env['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'aivailable');
}
