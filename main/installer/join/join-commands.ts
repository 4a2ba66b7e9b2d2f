/** The one-liners that install the agent on another PC. Each checks the sha256 of what it downloads before it runs anything. */
import { installerEnds, otherEnd } from './installer-ends.ts';
import { installerFile, installerName } from './installer-name.ts';

/** Where a PC that joins finds the office. */
export interface JoinTarget {
  /** "http://192.168.10.12:8420", without a slash at its end. */
  readonly http: string;
  /** Where agents dial: "192.168.10.12:8421"; the first is the one in file names. */
  readonly coordinators: readonly [string, ...string[]];
}

const notOurs = 'This is not the file of the office: nothing was run.';

/**
 * For a terminal of Linux or macOS, whatever its shell is.
 * @param script its path: "/join/install.sh"
 * @param sha256 of the script
 * @param token null: the agent asks to join
 */
export function shellCommand(target: JoinTarget, script: string, sha256: string, token: string | null): string {
  const words = [
    '--from "$u"',
    ...target.coordinators.map((address) => `--coordinator ${address}`),
    ...(token === null ? [] : [token]),
  ].join(' ');
  return (
    `sh -c 'u=${target.http}; s=${sha256}; f=$(mktemp) && ` +
    `{ curl -fsSo "$f" "$u${script}" || wget -qO "$f" "$u${script}"; } && ` +
    'if { echo "$s  $f" | sha256sum -c || echo "$s  $f" | shasum -a 256 -c; } >/dev/null 2>&1; ' +
    `then sh "$f" ${words}; else echo "${notOurs}" >&2; false; fi; r=$?; rm -f "$f"; exit $r'`
  );
}

/**
 * For PowerShell, from version 5.1 on.
 * @param sha256 of the installer
 * @param token null: the agent asks to join
 */
export function powerShellCommand(target: JoinTarget, sha256: string, token: string | null): string {
  const file = installerName(target.coordinators[0], token);
  const next =
    token === null ? 'The agent asks to join; the admin compares its code.' : 'This PC now shows on the Machines page.';
  const ends = Object.entries(installerEnds).map(([code, words]) => `${code} {Write-Error '${words}'} `);
  return [
    // Its drawing of the progress takes longer than the download.
    "$ProgressPreference='SilentlyContinue'",
    `$f="$env:TEMP\\${file}"`,
    `iwr ${target.http}/join/files/${installerFile} -OutFile $f -UseBasicParsing -ErrorAction Stop`,
    // -Wait would wait for the agent, too, which the installer starts and which stays. Without its handle, the exit code is lost.
    `if ((Get-FileHash $f).Hash -eq '${sha256.toUpperCase()}') { ` +
      '$r=Start-Process $f /S -PassThru; $null=$r.Handle; $r.WaitForExit(); ' +
      `switch ($r.ExitCode) { 0 {'Done. ${next}'} ${ends.join('')}default {Write-Error "${otherEnd}"} } ` +
      `} else { Write-Error '${notOurs}' }`,
    'Remove-Item $f',
  ].join('; ');
}
