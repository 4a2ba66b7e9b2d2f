/** Whether the app starts when its user logs in: off until a person switches it on. It starts without a window then. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Autostart {
  isOn(): boolean;
  set(on: boolean): void;
}

/** What is needed of Electron's App, on Windows and macOS. */
interface LoginItems {
  getLoginItemSettings(options: { args: string[] }): { openAtLogin: boolean };
  setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void;
}

/**
 * By Electron's own way, which Windows and macOS have.
 * @param words that the app is started with then, on Windows; macOS gives it none
 */
export function loginItem(app: LoginItems, words: readonly string[]): Autostart {
  // Electron puts them together as they are.
  const args = words.map(windowsQuoted);
  return {
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (on) => app.setLoginItemSettings({ openAtLogin: on, args }),
  };
}

/** As Windows takes a command line apart. No path holds quotes; a last backslash would take the closing one for itself. */
const windowsQuoted = (word: string): string => (/\s/.test(word) ? `"${word.replace(/\\+$/, '$&$&')}"` : word);

/**
 * By a file of the user's own, as desktops of Linux read it.
 * @param program of the app: of an AppImage the file itself, which lies elsewhere after each start
 * @param args that it is started with
 * @param configHome XDG_CONFIG_HOME
 */
export function autostartFile(program: string, args: readonly string[], configHome: string): Autostart {
  const file = path.join(configHome, 'autostart', 'aivailable.desktop');
  return {
    isOn: () => existsSync(file),
    set: (on) => {
      if (!on) return rmSync(file, { force: true });
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, entryOf([program, ...args]));
    },
  };
}

const entryOf = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=AIvailable',
    'Comment=Serves the office’s models from the start',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=aivailable',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** As the Desktop Entry Specification wants it: quoted, its own signs escaped, and % doubled. */
const quoted = (word: string): string =>
  `"${word
    .replaceAll(/[\\"`$]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;
