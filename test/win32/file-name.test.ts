/** What the installer reads from its own file name, run as a win32 binary under Wine. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installerFile, installerName } from '../../main/installer/join/installer-name.ts';
import { wineTree } from '../../scripts/wine/wine-tree.mjs';
import { WinePc } from './support/wine-pc.ts';

const pc = new WinePc(wineTree());
const folder = 'C:\\users\\root\\Downloads';
const token = `AIV1.${'0123456789abcdef'.repeat(4)}.0123456789ABCDEF`;

beforeAll(async () => {
  await pc.on();
  mkdirSync(pc.disk(folder), { recursive: true });
  const script = pc.disk('C:\\says.nsi');
  writeFileSync(
    script,
    `Target amd64-unicode
     SilentInstall silent
     RequestExecutionLevel user
     Name says
     OutFile "${pc.disk('C:\\says.exe')}"
     !include "${path.resolve('scripts/windows-installer/file-name.nsh')}"
     Section
       Call ReadFileName
       FileOpen $0 "$EXEDIR\\said.txt" w
       FileWrite $0 "$Coordinator|$Token"
       FileClose $0
     SectionEnd`,
  );
  execFileSync('makensis', ['-V2', script]);
});
afterAll(() => pc.scrap());

async function said(name: string): Promise<string> {
  const file = `${folder}\\${name}`;
  copyFileSync(pc.disk('C:\\says.exe'), pc.disk(file));
  const out = pc.disk(`${folder}\\said.txt`);
  rmSync(out, { force: true });
  expect(await pc.run(file)).toMatchObject({ code: 0 });
  rmSync(pc.disk(file));
  return existsSync(out) ? readFileSync(out, 'utf8') : 'nothing';
}

it.each([
  ['as the office writes it', installerName('192.168.10.12:8421', token), '192.168.10.12:8421'],
  ['a host name', installerName('main-office.local:8421', token), 'main-office.local:8421'],
  ['IPv6, which no file name can hold', installerName('[fd00::12]:8421', token), ''],
  ['a second download', `aivailable-agent~192.168.10.12-8421~${token} (1).exe`, '192.168.10.12:8421'],
  ['a second download by Firefox', `aivailable-agent~192.168.10.12-8421~${token}(1).exe`, '192.168.10.12:8421'],
  ['a copy made in the Explorer', `aivailable-agent~192.168.10.12-8421~${token} - Copy.exe`, '192.168.10.12:8421'],
  ['Chrome, which writes _ for ~', `aivailable-agent_192.168.10.12-8421_${token}.exe`, '192.168.10.12:8421'],
  ['a browser that writes - for ~', `aivailable-agent-192.168.10.12-8421-${token}.exe`, '192.168.10.12:8421'],
  ['no address', `aivailable-agent~${token}.exe`, ''],
])('reads address and token: %s', async (_what, name, coordinator) => {
  expect(await said(name)).toBe(`${coordinator}|${token}`);
});

it.each([
  ['as the office writes it', installerName('192.168.10.12:8421', null)],
  ['a second download', 'aivailable-agent~192.168.10.12-8421 (1).exe'],
  ['Chrome, which writes _ for ~', 'aivailable-agent_192.168.10.12-8421.exe'],
])('reads an address without a token: %s', async (_what, name) => {
  expect(await said(name)).toBe('192.168.10.12:8421|');
});

it.each([
  ['its plain name', installerFile],
  ['its plain name, downloaded twice', 'aivailable-agent (1).exe'],
  ['its name in dist/bundles', 'aivailable-agent-0.1.0-win-x64.exe'],
  ['a token that is cut off', `aivailable-agent~192.168.10.12-8421~${token.slice(0, -1)}.exe`],
  ['another name', `setup~192.168.10.12-8421~${token}.exe`],
])('reads nothing: %s', async (_what, name) => {
  expect(await said(name)).toBe('|');
});
