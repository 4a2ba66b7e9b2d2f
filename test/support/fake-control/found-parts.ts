/** What a scripted office has found in its network. */
import type { AskView, CandidateView, DiscoveryView } from '../../../contract/control-machines.ts';
import { checklist } from '../../../main/discovery/checklist.ts';

const secondsAgo = (seconds: number): number => Date.now() - seconds * 1_000;

const adapters: DiscoveryView['adapters'] = [
  { name: 'Ethernet', address: '192.168.10.12', used: true, why: 'It is a network card.' },
  { name: 'Wi-Fi', address: '192.168.10.58', used: true, why: 'It is a Wi-Fi card.' },
  {
    name: 'vEthernet (WSL)',
    address: '172.22.0.1',
    used: false,
    why: 'It belongs to virtual machines on this PC.',
  },
  {
    name: 'OfficeVPN',
    address: '10.8.0.6',
    used: false,
    why: 'It is a VPN or a tunnel: other PCs of the office are not behind it.',
  },
];

export const listening: DiscoveryView = {
  adapters,
  scanning: null,
  checklist: checklist({ adapters, problem: null, heard: false, candidates: [], lockedOut: [], platform: 'win32' }),
};

export const candidate = (name: string, address: string, more: Partial<CandidateView> = {}): CandidateView => ({
  id: `candidate-${address}`,
  name,
  address,
  os: null,
  sources: ['_ssh._tcp'],
  ssh: true,
  lastHeardAt: secondsAgo(20),
  ...more,
});

export const ask = (hostName: string, address: string, code: string | null, more: Partial<AskView> = {}): AskView => ({
  id: `ask-${hostName.toLowerCase()}`,
  hostName,
  address,
  osName: 'Windows 11',
  platform: 'win32',
  cards: ['GTX 1650, 4 GB'],
  code,
  since: secondsAgo(40),
  sameIdAs: null,
  ...more,
});
