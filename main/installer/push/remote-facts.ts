/** What is asked of a PC before anything is copied to it, and its answer. */
import { z } from 'zod';

const Text = z.string().default('');
const Yes = z.enum(['yes', 'no']).catch('no').default('no');
const Count = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(Number)
  .nullable()
  .catch(null)
  .default(null);
const Many = z.array(z.string()).default([]);

/** An agent that is installed there already. */
interface InstalledAgent {
  readonly version: string;
  /** The certificate's fingerprint of the office that it belongs to; null when it has none, or when it cannot be read. */
  readonly pin: string | null;
}

export interface HostFacts {
  readonly system: 'linux' | 'macos' | 'windows' | 'other';
  /** As people call it: "Debian GNU/Linux 12 (bookworm)". */
  readonly osName: string;
  /** "Linux 6.1.0-18-amd64". */
  readonly kernel: string;
  readonly arch: string;
  /** Of its programs, which may be fewer than its kernel's. */
  readonly bits: number | null;
  readonly libc: { readonly name: 'glibc' | 'musl' | 'unknown'; readonly version: string };
  readonly home: string;
  readonly isRoot: boolean;
  /** Bytes; null when it did not say. */
  readonly freeDisk: number | null;
  readonly memory: number | null;
  readonly gpus: readonly string[];
  readonly homeIsWritable: boolean;
  /** Programs in the home folder may be run. */
  readonly homeRuns: boolean;
  readonly systemd: boolean;
  /** A service manager of the user's own answers. */
  readonly systemdUser: boolean;
  /** The user's services can be kept running without a login. */
  readonly canLinger: boolean;
  /** sudo without a password; asked only when it is wanted. */
  readonly sudo: boolean;
  readonly tools: ReadonlySet<string>;
  readonly agent: InstalledAgent | null;
  /** Data folders that an agent left there, or has. */
  readonly agentData: readonly string[];
}

const Answer = z.object({
  kernel: Text,
  release: Text,
  arch: Text,
  bits: Count,
  os: Text,
  libc: Text,
  home: Text,
  uid: Text,
  free_kb: Count,
  memory_kb: Count,
  nvidia: Many,
  pci: Many,
  drm: Many,
  chip: Many,
  writable: Yes,
  runs: Yes,
  systemd: Yes,
  systemd_user: Yes,
  loginctl: Yes,
  sudo: Yes,
  tool: Many,
  data: Many,
  agent: Text,
  agent_pin: Text,
});
const lists = new Set(['nvidia', 'pci', 'drm', 'chip', 'tool', 'data']);

/** Reads what the look's script printed; null when that script did not run there to its end. */
export function readFacts(output: string): HostFacts | null {
  const lines = output.split('\n').map((line) => line.trimEnd());
  // What a login script prints stands before it.
  const begin = lines.lastIndexOf('aivailable-look=1');
  const end = lines.indexOf('aivailable-look=end', begin);
  if (begin < 0 || end < 0) return null;
  const said: Record<string, string> = {};
  const listed: Record<string, string[]> = {};
  for (const line of lines.slice(begin + 1, end)) {
    const at = line.indexOf('=');
    const key = line.slice(0, at);
    const value = plain(line.slice(at + 1));
    if (at < 1 || value === '') continue;
    if (lists.has(key)) listed[key] = [...(listed[key] ?? []), value].slice(0, 32);
    else said[key] ??= value;
  }
  const answer = Answer.safeParse({ ...said, ...listed });
  return answer.success ? factsOf(answer.data) : null;
}

function factsOf(said: z.output<typeof Answer>): HostFacts {
  const system = said.kernel === 'Linux' ? 'linux' : said.kernel === 'Darwin' ? 'macos' : 'other';
  const kernel = `${said.kernel} ${said.release}`.trim();
  return {
    system,
    osName: said.os || kernel,
    kernel,
    arch: said.arch,
    bits: said.bits,
    libc: libcOf(said.libc),
    home: said.home,
    isRoot: said.uid === '0',
    freeDisk: said.free_kb === null ? null : said.free_kb * 1024,
    memory: said.memory_kb === null ? null : said.memory_kb * 1024,
    gpus: gpusOf(said),
    homeIsWritable: said.writable === 'yes',
    homeRuns: said.runs === 'yes',
    systemd: said.systemd === 'yes',
    systemdUser: said.systemd_user === 'yes',
    canLinger: said.loginctl === 'yes',
    sudo: said.sudo === 'yes',
    tools: new Set(said.tool),
    agent: said.agent === '' ? null : { version: said.agent, pin: /^[0-9a-f]{64}$/.exec(said.agent_pin)?.[0] ?? null },
    agentData: said.data,
  };
}

function libcOf(text: string): HostFacts['libc'] {
  const glibc = /^glibc (\d+\.\d+)/.exec(text)?.[1];
  if (glibc !== undefined) return { name: 'glibc', version: glibc };
  return { name: text.includes('musl') ? 'musl' : 'unknown', version: '' };
}

/** NVIDIA's own tool knows names and memory best; the others come from the list of PCI devices, or by their vendor's number. */
function gpusOf({ nvidia, pci, drm, chip }: z.output<typeof Answer>): string[] {
  const cards = nvidia.map((line) =>
    line.replace(/^NVIDIA /, '').replace(/, (\d+) MiB$/, (_, mib) => `, ${memoryOf(mib)}`),
  );
  const others = pci.filter((line) => cards.length === 0 || !/nvidia/i.test(line)).map(cardName);
  const named = [...cards, ...others];
  return [...(named.length > 0 ? named : drm.map((ids) => `a card of ${vendorOf(ids)}`)), ...chip];
}

const memoryOf = (mib: string): string => `${Math.round(Number(mib) / 1024)} GB`;

/** "NVIDIA Corporation GP106 [GeForce GTX 1060 6GB] (rev a1)" → "GeForce GTX 1060 6GB". */
function cardName(line: string): string {
  const bare = line.replace(/ \(rev [^)]*\)( \(prog-if.*)?$/, '');
  return /\[([^\]]*)\]$/.exec(bare)?.[1] ?? bare;
}

const vendors: Readonly<Record<string, string>> = { '0x10de': 'NVIDIA', '0x1002': 'AMD', '0x8086': 'Intel' };
const vendorOf = (ids: string): string => vendors[ids.split(' ')[0] ?? ''] ?? `an unknown maker (${ids})`;

/** Without what a terminal or a page would take for something else than text. */
const plain = (text: string): string => text.replaceAll(/\p{C}/gu, '').trim().slice(0, 200);
