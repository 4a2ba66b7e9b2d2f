/** One thing that was heard or found of some PC. */
import type { CandidateView } from '../../contract/control-machines.ts';
import { announcedType, readAnnouncement } from '../../common/mdns-announcement.ts';
import type { HeardService } from '../../common/mdns-services.ts';
import type { SshAnswer } from './ask-ssh.ts';

export interface Sighting {
  /** An mDNS service type, "by hand" or "network scan". */
  readonly source: string;
  readonly address: string;
  /** As the PC writes it, without domain; null when it is not known. */
  readonly hostName: string | null;
  readonly os: CandidateView['os'];
  readonly ssh: boolean;
  /** False for what runs no agent: a television, a telephone. */
  readonly isPc: boolean;
  /** Milliseconds since 1970. */
  readonly heardAt: number;
}

export const byHand = 'by hand';
export const byScan = 'network scan';

const deviceInfo = '_device-info._tcp';
/** What each service tells of the system that it is announced by. */
const systems: Readonly<Record<string, CandidateView['os']>> = {
  '_dosvc._tcp': 'windows',
  '_workstation._tcp': 'linux',
  '_udisks-ssh._tcp': 'linux',
};
const sshTypes = ['_ssh._tcp', '_sftp-ssh._tcp', '_udisks-ssh._tcp'];

/** What candidates announce, and agents that want to be adopted. */
export const listenedTypes: readonly string[] = [
  announcedType,
  ...sshTypes,
  '_workstation._tcp',
  '_smb._tcp',
  deviceInfo,
  '_rfb._tcp',
  '_dosvc._tcp',
];

/** @returns null for a coordinator's announcement, and for one that no agent wrote. */
export function sightingOf(service: HeardService, heardAt: number): Sighting | null {
  const { type, address } = service;
  const seen = { source: type, address, heardAt };
  if (type === announcedType) {
    const announcement = readAnnouncement(service);
    if (announcement?.role !== 'agent') return null;
    return { ...seen, hostName: withoutDomain(announcement.name), os: null, ssh: false, isPc: true };
  }
  const model = type === deviceInfo ? (service.txt.get('model') ?? '') : '';
  return {
    ...seen,
    hostName: hostNameOf(service),
    os: systemOfModel(model) ?? systems[type] ?? null,
    ssh: sshTypes.includes(type),
    isPc: !/^(AppleTV|AudioAccessory|iPhone|iPad|iPod|Watch|J\d)/.test(model),
  };
}

/** What a PC's answer on its SSH port, or its silence there, tells of it. */
export const whatAnswered = (answer: SshAnswer | null): Pick<Sighting, 'os' | 'ssh'> => ({
  ssh: answer !== null,
  os: answer && systemOfBanner(answer.banner),
});

/** The system in what an SSH server says of itself: "SSH-2.0-OpenSSH_for_Windows_9.5". */
function systemOfBanner(banner: string): CandidateView['os'] {
  if (/windows/i.test(banner)) return 'windows';
  return /debian|ubuntu|raspbian|fedora|suse|dropbear/i.test(banner) ? 'linux' : null;
}

/** Host names do not differ by case. */
export const nameKey = (hostName: string): string => hostName.toLowerCase();

export const withoutDomain = (hostName: string): string => hostName.split('.')[0] ?? hostName;

function hostNameOf({ type, name, hostName }: HeardService): string | null {
  if (hostName !== null) return withoutDomain(hostName);
  // "pc-2 [02:42:ac:11:00:02]"
  const station = type === '_workstation._tcp' ? /^([\w-]+) \[/.exec(name)?.[1] : null;
  return station ?? null;
}

/** Samba and NAS boxes give themselves a model of Apple's, too; none of these. */
function systemOfModel(model: string): CandidateView['os'] {
  if (model.startsWith('MacSamba')) return 'linux';
  return /^(MacBook|Macmini|MacPro|Mac\d|iMac)/.test(model) ? 'macos' : null;
}
