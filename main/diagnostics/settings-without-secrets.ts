import { toProblem } from '../../contract/problem.ts';
import { loadSettings } from '../settings/settings.ts';

/** The settings as they hold; of a secret only whether there is one. */
export function settingsWithoutSecrets(dataDir: string): string {
  try {
    const { hub, ...others } = loadSettings(dataDir);
    const { token, ...plain } = hub;
    return JSON.stringify({ ...others, hub: { ...plain, hasToken: token !== null } }, null, 2);
  } catch (error) {
    return toProblem(error).message;
  }
}
