/** The script that installs the agent on a PC with Windows, for those who keep scripts rather than lines. */
import type { BundleInfo } from '../../bundles/bundles.ts';
import { installerEnds, otherEnd } from '../installer-ends.ts';
import { installerFile, namedAddress } from '../installer-name.ts';

const ends = Object.entries(installerEnds)
  .map(([code, words]) => `    ${code} { throw '${words}' }`)
  .join('\n');

/** One file for PowerShell 5.1 and newer, which names nothing of the office: address and token come as arguments. */
export const installPs1 = ({ version, sha256, size }: BundleInfo): string =>
  `# Installs the AIvailable agent ${version} for this user and lets it join an office:
#   .\\install.ps1 -From http://192.168.10.12:8420 -Coordinator 192.168.10.12:8421 -Token TOKEN
# Without -Token the agent asks to join, and an admin compares a code. No rights of an administrator are needed.
# What is downloaded is run only when its sha256 is the one below.
param(
  [Parameter(Mandatory = $true)][ValidatePattern('^https?://[^/\\s]+$')][string]$From,
  [Parameter(Mandatory = $true)][ValidatePattern('^[^\\s/~]+:\\d{1,5}$')][string]$Coordinator,
  [ValidatePattern('^(AIV1\\.[0-9a-f]{64}\\.[0-9A-HJKMNP-TV-Z]{16})?$')][string]$Token = ''
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$sha256 = '${sha256.toUpperCase()}'

if (-not [Environment]::Is64BitOperatingSystem) { throw 'The agent needs 64-bit Windows. Nothing was installed.' }
$free = (Get-PSDrive $env:LOCALAPPDATA.Substring(0, 1)).Free
if ($free -lt ${size * 12}) { throw "Too little disk is free: $([math]::Round($free / 1MB)) MB. Nothing was installed." }

# The installer reads the address and the token from its own name, which cannot hold an address of IPv6.
$name = 'aivailable-agent'
if ($Coordinator -match '${namedAddress.source}') { $name += "~$($Matches[1])-$($Matches[2])" }
if ($Token -ne '') { $name += '~' + $Token }
$file = Join-Path $env:TEMP ($name + '.exe')
try {
  Write-Host 'Downloading the agent (${Math.round(size / 1e6)} MB)...'
  Invoke-WebRequest "$From/join/files/${installerFile}" -OutFile $file -UseBasicParsing
  if ((Get-FileHash $file -Algorithm SHA256).Hash -ne $sha256) {
    throw 'The download is not the file of this office. Nothing was installed.'
  }
  # -Wait would wait for the agent, too, which the installer starts and which stays. Without its handle, the exit code is lost.
  $run = Start-Process $file -ArgumentList '/S' -PassThru
  $null = $run.Handle
  $run.WaitForExit()
  switch ($run.ExitCode) {
    0 { }
${ends}
    default { throw "${otherEnd}" }
  }
} finally {
  Remove-Item $file -ErrorAction SilentlyContinue
}
if ($Token -ne '') { Write-Host 'Done. This PC now shows on the Machines page.' }
else { Write-Host 'Done. The agent asks to join; the admin compares its code.' }
`;
