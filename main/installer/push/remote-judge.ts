/** Whether a PC can be a machine of the office, from what it says of itself. Pure: no copy is begun before it has said yes. */
import type { Platform } from '../../../contract/bundle.ts';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { HostFacts } from './remote-facts.ts';

export interface Needs {
  /** Bytes free in the home folder: the bundle, what is unpacked of it, and the same again for its first update. */
  readonly freeDisk: number;
}

export const usualNeeds: Needs = { freeDisk: 1.5 * 1024 ** 3 };
/** What the engine's libraries were built against. */
const glibcNeeded = '2.34';

type Judgement =
  | { readonly suits: true; readonly platform: Platform; readonly asSystem: boolean }
  | { readonly suits: false; /** A sentence for each, with numbers. */ readonly reasons: readonly string[] };

/** @param wantSystem the admin asked for a service of the whole PC instead of one of the user's */
export function judge(facts: HostFacts, wantSystem: boolean, needs: Needs = usualNeeds): Judgement {
  const platform = platformOf(facts);
  // Root has no need to ask, and an agent of the whole PC is not run as root.
  const asSystem = facts.system === 'linux' && (wantSystem || facts.isRoot);
  const reasons = [
    ...(typeof platform === 'string' ? [] : platform.reasons),
    ...(facts.system === 'linux' ? linuxReasons(facts, asSystem) : []),
    ...placeReasons(facts, needs),
  ];
  if (typeof platform === 'string' && reasons.length === 0) return { suits: true, platform, asSystem };
  return { suits: false, reasons };
}

function platformOf({ system, arch, bits, kernel }: HostFacts): Platform | { reasons: string[] } {
  if (system === 'other') return { reasons: [`It runs ${kernel || 'an unknown system'}; Linux or macOS is needed.`] };
  if (bits === 32 || /^(i[3-6]86|armv[5-8]l?|arm)$/.test(arch)) {
    return { reasons: [`Its system is a 32-bit one (${arch}); 64-bit is needed.`] };
  }
  if (system === 'macos') {
    return arch === 'arm64'
      ? 'mac-arm64'
      : { reasons: [`It is a Mac with an Intel processor (${arch}); Apple’s own is needed.`] };
  }
  return /^(x86_64|amd64)$/.test(arch)
    ? 'linux-x64'
    : { reasons: [`Its processor is of the kind ${arch || 'unknown'}; the agent is there for x86_64.`] };
}

function linuxReasons(
  { libc, systemd, systemdUser, canLinger, sudo, isRoot, tools }: HostFacts,
  asSystem: boolean,
): string[] {
  const reasons: string[] = [];
  if (libc.name === 'musl') reasons.push(`Its C library is musl; glibc ${glibcNeeded} is needed.`);
  else if (libc.name === 'unknown') reasons.push(`Its C library is unknown; glibc ${glibcNeeded} is needed.`);
  else if (isOlder(libc.version, glibcNeeded)) {
    reasons.push(`Its C library is glibc ${libc.version}; ${glibcNeeded} is needed.`);
  }
  if (asSystem) {
    if (!systemd) reasons.push('It was not started by systemd, which keeps the agent running.');
    if (!isRoot && !sudo) reasons.push('For a service of the whole PC, sudo must work there without a password.');
  } else {
    // A user's systemd that does not run yet is started by lingering.
    if (!systemd && !systemdUser) reasons.push('It was not started by systemd, which keeps the agent running.');
    else if (!canLinger) reasons.push('It has no loginctl, without which the agent would end when that user logs out.');
  }
  if (!tools.has('gzip')) reasons.push('It has no gzip.');
  return reasons;
}

function placeReasons({ freeDisk, homeIsWritable, homeRuns, home, tools }: HostFacts, needs: Needs): string[] {
  const reasons: string[] = [];
  if (!homeIsWritable) reasons.push(`Nothing can be written to the folder ${home || 'of that user'}.`);
  else if (!homeRuns) reasons.push(`Programs in ${home} cannot be run: its disk is mounted with noexec.`);
  if (freeDisk !== null && freeDisk < needs.freeDisk) {
    reasons.push(`It has ${bytesInWords(freeDisk)} of disk free; ${bytesInWords(needs.freeDisk)} are needed.`);
  }
  if (!tools.has('tar')) reasons.push('It has no tar.');
  if (!['sha256sum', 'shasum', 'openssl'].some((tool) => tools.has(tool))) {
    reasons.push('It has no sha256sum, by which the copy is checked.');
  }
  return reasons;
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = than.split('.').map(Number);
  return major < needMajor || (major === needMajor && minor < needMinor);
}

/** What it found, for the admin: "It has Debian GNU/Linux 12 (bookworm), GTX 1060 6 GB, 41.2 GB of disk free". */
export function factsInWords({ osName, gpus, freeDisk, memory }: HostFacts): string {
  const parts = [osName, gpus.length === 0 ? 'no graphics card seen' : gpus.join(', ')];
  if (memory !== null) parts.push(`${bytesInWords(memory)} of memory`);
  if (freeDisk !== null) parts.push(`${bytesInWords(freeDisk)} of disk free`);
  return `It has ${parts.join(', ')}.`;
}
