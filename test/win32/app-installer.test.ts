/**
 * The app's own steps on Windows, out of scripts/windows-app/installer.nsh, in an installer and an uninstaller made of them alone, under Wine.
 * A program that only writes down how it was called stands in for Windows' netsh.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wineTree } from '../../scripts/wine/wine-tree.mjs';
import { WinePc } from './support/wine-pc.ts';

const pc = new WinePc(wineTree());
const app = 'C:\\Programs\\aivailable\\AIvailable.exe';
const links = 'HKCU\\Software\\Classes\\aivailable';
const head = `Target amd64-unicode
  SilentInstall silent
  RequestExecutionLevel user
  !include LogicLib.nsh`;

/** Makes a program of a section. */
function make(name: string, section: string, before = ''): void {
  const script = pc.disk(`C:\\${name}.nsi`);
  const lines = [
    head,
    `Name ${name}`,
    `OutFile "${pc.disk(`C:\\${name}.exe`)}"`,
    before,
    'Section',
    section,
    'SectionEnd',
  ];
  writeFileSync(script, lines.join('\n'));
  execFileSync('makensis', ['-V2', script]);
}

/** @param updated as electron-builder says it while an update runs */
const withSteps = (updated: '0' | '1'): string => `
  !define NETSH "C:\\netsh.exe"
  !define APP_EXECUTABLE_FILENAME "AIvailable.exe"
  !define isUpdated '"${updated}" == "1"'
  !include "${path.resolve('scripts/windows-app/installer.nsh')}"`;

beforeAll(async () => {
  await pc.on();
  make(
    'netsh',
    `FileOpen $0 "C:\\called.txt" a
     FileSeek $0 0 END
     FileWrite $0 "$CMDLINE$\\r$\\n"
     FileClose $0`,
  );
  const inPlace = 'StrCpy $INSTDIR "C:\\Programs\\aivailable"';
  make('install', `${inPlace}\n!insertmacro customInstall`, withSteps('0'));
  make('replace', `${inPlace}\n!insertmacro customUnInstall`, withSteps('1'));
  make('uninstall', `${inPlace}\n!insertmacro customUnInstall`, withSteps('0'));
});
afterAll(() => pc.scrap());

/** Runs one of them. @returns how netsh was called meanwhile */
async function run(name: string): Promise<string[]> {
  const file = pc.disk('C:\\called.txt');
  rmSync(file, { force: true });
  expect(await pc.run(`C:\\${name}.exe`)).toMatchObject({ code: 0 });
  if (!existsSync(file)) return [];
  return readFileSync(file, 'latin1').trim().split('\r\n');
}

const registered = async (): Promise<boolean> => (await pc.run('reg.exe', ['query', links])).code === 0;

describe('the app’s installer for Windows', () => {
  it('lets PCs of private networks in, and opens links with the app', async () => {
    const [call, ...more] = await run('install');
    expect(more).toEqual([]);
    expect(call).toContain(
      `advfirewall firewall add rule name="AIvailable" dir=in action=allow program="${app}" profile=private enable=yes`,
    );
    const command = await pc.run('reg.exe', ['query', `${links}\\shell\\open\\command`, '/ve']);
    expect(command.stdout).toContain(`"${app}" "%1"`);
    expect((await pc.run('reg.exe', ['query', links, '/v', 'URL Protocol'])).code).toBe(0);
  });

  it('asks nothing again at an update, which keeps everything', async () => {
    expect(await run('replace')).toEqual([]);
    expect(await run('install')).toEqual([]);
    expect(await registered()).toBe(true);
  });

  it('takes the rule and the links away with the app', async () => {
    const [call, ...more] = await run('uninstall');
    expect(more).toEqual([]);
    expect(call).toContain(`advfirewall firewall delete rule name="AIvailable" program="${app}"`);
    expect(await registered()).toBe(false);
    expect((await pc.run('reg.exe', ['query', 'HKCU\\Software\\AIvailable'])).code).not.toBe(0);
  });

  it('takes nothing away where nothing was added', async () => expect(await run('uninstall')).toEqual([]));
});
