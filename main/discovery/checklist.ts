/** What to look at, in order, when no PC is found: sentences and what to do. Pure. */
import type { CandidateView, DiscoveryView } from '../../contract/control-machines.ts';
import type { Adapter } from '../../common/adapters.ts';

interface Found {
  readonly adapters: readonly Pick<Adapter, 'name' | 'address' | 'used'>[];
  /** Why listening does not work, in the system's words; null when it does. */
  readonly problem: string | null;
  /** Whether anything of another PC or device was heard by mDNS lately. */
  readonly heard: boolean;
  readonly candidates: readonly CandidateView[];
  /** Names of PCs whose agents have looked for an office for a while and did not ask here. */
  readonly lockedOut: readonly string[];
  readonly platform: NodeJS.Platform;
}

type Item = DiscoveryView['checklist'][number];

export const checklist = (found: Found): Item[] => [
  adapterItem(found),
  networkItem(found),
  heardItem(found),
  firewallItem(found),
  sshItem(found),
];

function adapterItem({ adapters }: Found): Item {
  const used = adapters.filter((adapter) => adapter.used);
  if (used.length > 0) {
    const places = used.map(({ name, address }) => `${address} (${name})`).join(' and ');
    return done(`This PC is in the office’s network as ${places}.`);
  }
  return toDo(
    'This PC has no address in an office’s network.',
    'Connect its network cable or its Wi-Fi; VPNs, containers and virtual machines do not count.',
  );
}

function networkItem({ heard }: Found): Item {
  if (heard) return done('PCs and devices of this network hear each other.');
  return toDo(
    'Nothing else was heard in this network; a guest Wi-Fi or an isolated one keeps its PCs apart.',
    'Connect all PCs to the office’s own network, not to its guest Wi-Fi.',
  );
}

function heardItem({ candidates }: Found): Item {
  if (candidates.length === 1) return done('1 PC was found that may be added.');
  if (candidates.length > 1) return done(`${candidates.length} PCs were found that may be added.`);
  return toDo(
    'No PC announces itself that is not in the office yet. Many, above all those with Windows, never do.',
    'Look through the network, or run the command on the PC itself.',
  );
}

function firewallItem({ heard, problem, lockedOut, platform }: Found): Item {
  if (problem !== null) {
    const action = 'End the program that holds UDP port 5353 for itself, or restart this PC.';
    return toDo(`This PC cannot listen for others: ${problem}.`, action);
  }
  if (lockedOut.length > 0) {
    const sentence = `The agent on ${lockedOut.join(' and ')} looks for an office and does not reach this PC.`;
    return toDo(sentence, firewallAction(platform, 'tcp', 8421));
  }
  if (heard) return done('This PC’s firewall lets UDP port 5353 in.');
  return toDo('This PC’s firewall may keep UDP port 5353 out.', firewallAction(platform, 'udp', 5353));
}

function sshItem({ candidates }: Found): Item {
  const count = candidates.filter(({ ssh }) => ssh).length;
  if (count > 0) return done(count === 1 ? '1 of them has SSH.' : `${count} of them have SSH.`);
  return toDo(
    'No PC is known to have SSH, which installing from here needs.',
    'Turn on “Remote login” or the OpenSSH server there, or run the command on the PC itself.',
  );
}

function firewallAction(platform: NodeJS.Platform, protocol: 'tcp' | 'udp', port: number): string {
  const what = `${protocol.toUpperCase()} port ${port}`;
  if (platform === 'win32') return `Allow AIvailable in the Windows firewall for private networks (${what}).`;
  if (platform === 'darwin') return `Allow incoming connections for AIvailable in the system settings (${what}).`;
  return `Let ${what} in, where a firewall runs on this PC: sudo ufw allow ${port}/${protocol}`;
}

const done = (sentence: string): Item => ({ ok: true, sentence, action: null });
const toDo = (sentence: string, action: string): Item => ({ ok: false, sentence, action });
