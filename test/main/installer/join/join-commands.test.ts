import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatJoinToken } from '../../../../contract/enrolment.ts';
import { installerName, isInstallerName } from '../../../../main/installer/join/installer-name.ts';
import { type JoinTarget, powerShellCommand, shellCommand } from '../../../../main/installer/join/join-commands.ts';
import { installPs1 } from '../../../../main/installer/join/scripts/install-ps1.ts';
import { installSh } from '../../../../main/installer/join/scripts/install-sh.ts';
import { root } from '../../../support/source/source-files.ts';

const golden = (name: string): string => path.resolve(import.meta.dirname, '../../../fixtures/join', name);
const target: JoinTarget = { http: 'http://192.168.10.12:8420', coordinators: ['192.168.10.12:8421', '10.0.0.7:8421'] };
const token = formatJoinToken({ pin: '9f3c61'.padEnd(64, '0'), secret: 'K7QM2XPD84RWTN6H' });
const sha256 = '5e1c07'.padEnd(64, 'a');
const bundle = (platform: 'linux-x64' | 'mac-arm64' | 'win-x64-setup', file: string) => ({
  platform,
  version: '0.1.0',
  file: `/anywhere/${file}`,
  size: 87_600_000,
  sha256,
});

/** An exit code of the Windows installer, by its name there. */
function exitCode(name: string): string {
  const source = readFileSync(path.join(root, 'scripts/windows-installer/installer.nsi'), 'utf8');
  const [, code] = new RegExp(`^!define ${name} (\\d+)$`, 'm').exec(source) ?? [];
  if (code === undefined) throw new Error(`there is no ${name}`);
  return code;
}

describe('the commands', () => {
  it('are one line for each system, with a token and without', async () => {
    const lines = [
      '# Linux',
      shellCommand(target, '/join/install.sh', sha256, token),
      shellCommand(target, '/join/install.sh', sha256, null),
      '# macOS',
      shellCommand(target, '/join/install-macos.sh', sha256, token),
      '# Windows',
      powerShellCommand(target, sha256, token),
      powerShellCommand(target, sha256, null),
    ];
    expect(lines.every((line) => !line.includes('\n'))).toBe(true);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(golden('commands.txt'));
  });

  it.each([
    [token, 'This PC now shows on the Machines page.'],
    [null, 'The agent asks to join; the admin compares its code.'],
  ])('tells for Windows how the installer ended (token %s)', (given, next) => {
    const line = powerShellCommand(target, sha256, given);
    // The handle is taken while the process is there: without it PowerShell 5.1 knows no exit code.
    expect(line).toContain(
      '$r=Start-Process $f /S -PassThru; $null=$r.Handle; $r.WaitForExit(); switch ($r.ExitCode) {',
    );
    const ways = [...line.matchAll(/(\d+|default) \{(Write-Error )?['"]([^'"]+)['"]\}/g)];
    const told = Object.fromEntries(
      ways.map(([, code = '', wrong, words]) => [code, wrong ? `wrong: ${words}` : words]),
    );
    expect(told).toEqual({
      0: `Done. ${next}`,
      [exitCode('TOKEN_REFUSED')]: expect.stringMatching(/^wrong: .*the token was refused/),
      [exitCode('RUNTIME_MISSING')]: expect.stringMatching(/^wrong: .*Visual C\+\+ runtime/),
      default:
        'wrong: The installer ended with $_. It needs Windows 10 or newer, and room on the disk. Restart this PC and try again.',
    });
  });

  it('run scripts that are as they were looked at', async () => {
    const linux = installSh(bundle('linux-x64', 'aivailable-agent-0.1.0-linux-x64.tar.gz'));
    await expect(linux).toMatchFileSnapshot(golden('install.sh'));
    const macos = installSh(bundle('mac-arm64', 'aivailable-agent-0.1.0-mac-arm64.tar.gz'));
    await expect(macos).toMatchFileSnapshot(golden('install-macos.sh'));
    const windows = installPs1(bundle('win-x64-setup', 'aivailable-agent-0.1.0-win-x64.exe'));
    await expect(windows).toMatchFileSnapshot(golden('install.ps1'));
  });
});

/** The name that install.ps1 gives the installer: its lines about $name, with the few words of PowerShell that they are made of. */
function nameInScript(coordinator: string, givenToken: string): string {
  const script = installPs1(bundle('win-x64-setup', 'aivailable-agent-0.1.0-win-x64.exe'));
  const read = (line: RegExp): string[] => {
    const found = line.exec(script);
    if (!found) throw new Error(`no line is ${line}`);
    return [...found];
  };
  const [, begin = ''] = read(/^\$name = '([\w-]+)'$/m);
  const [, pattern = '', address = ''] = read(/^if \(\$Coordinator -match '(.+)'\) \{ \$name \+= "(.+)" \}$/m);
  const [, parts = ''] = read(/^if \(\$Token -ne ''\) \{ \$name \+= '(.+)' \+ \$Token \}$/m);
  const [, end = ''] = read(/^\$file = Join-Path \$env:TEMP \(\$name \+ '(.+)'\)$/m);
  const matches = new RegExp(pattern).exec(coordinator);
  const named = matches && address.replaceAll(/\$\(\$Matches\[(\d)\]\)/g, (_, at) => matches[Number(at)] ?? '');
  return `${begin}${named ?? ''}${givenToken === '' ? '' : parts + givenToken}${end}`;
}

describe('the installer’s name', () => {
  it.each(['192.168.10.12:8421', 'office-pc.lan:8421', '[fd00::12]:8421'])(
    'is in the script for PowerShell the one that the installer reads: %s',
    (address) => {
      for (const given of [token, null]) {
        const name = nameInScript(address, given ?? '');
        expect(name).toBe(installerName(address, given));
        expect(isInstallerName(name), name).toBe(true);
      }
    },
  );

  it('says where to go, in letters that file names may have', () => {
    const name = installerName('192.168.10.12:8421', token);
    expect(name).toBe(`aivailable-agent~192.168.10.12-8421~${token}.exe`);
    expect(installerName('192.168.10.12:8421', null)).toBe('aivailable-agent~192.168.10.12-8421.exe');
    expect(installerName('[fd00::12]:8421', token)).toBe(`aivailable-agent~${token}.exe`);
    expect(installerName('office-pc.lan:8421', null)).toBe('aivailable-agent~office-pc.lan-8421.exe');
  });

  it.each([
    'aivailable-agent.exe',
    'aivailable-agent (1).exe',
    'aivailable-agent~192.168.10.12-8421.exe',
    `aivailable-agent~${token}.exe`,
    `aivailable-agent~192.168.10.12-8421~${token}.exe`,
    `aivailable-agent~192.168.10.12-8421~${token} (2).exe`,
  ])('is known again: %s', (name) => expect(isInstallerName(name)).toBe(true));

  it.each([
    'aivailable-agent',
    'other.exe',
    '../aivailable-agent.exe',
    'aivailable-agent~../x-1.exe',
    'aivailable-agent~192.168.10.12.exe',
    'aivailable-agent~192.168.10.12-8421~AIV1.no.token.exe',
    `aivailable-agent~192.168.10.12-8421~${token}~more.exe`,
    'aivailable-agent.exe\n',
  ])('is refused when it is none of ours: %j', (name) => expect(isInstallerName(name)).toBe(false));
});
