/** What a scripted office has found in its network. */
import type { AskView, CandidateView, DiscoveryView } from '../../../contract/control-machines.ts';

const secondsAgo = (seconds: number): number => Date.now() - seconds * 1_000;

export const listening: DiscoveryView = {
  adapters: [
    {
      name: 'Ethernet',
      address: '192.168.10.12',
      used: true,
      why: 'A real network card, and the one with the default route.',
    },
    { name: 'Wi-Fi', address: '192.168.10.58', used: true, why: 'A real network card.' },
    { name: 'vEthernet (WSL)', address: '172.22.0.1', used: false, why: 'A virtual adapter of this PC’s own.' },
    { name: 'OfficeVPN', address: '10.8.0.6', used: false, why: 'A tunnel to another network.' },
  ],
  scanning: null,
  checklist: [
    {
      ok: false,
      sentence: 'The network of Wi-Fi is marked “public” on this PC: Windows hides PCs from each other there.',
      action: 'Mark it as private in Windows’ network settings.',
    },
    {
      ok: false,
      sentence: 'No other PC announces SSH, shared folders or this product.',
      action: 'Guest Wi-Fi and other floors are often separate: add the PC by its address.',
    },
    { ok: true, sentence: 'This PC can be heard: its own announcement comes back on Ethernet.', action: null },
    { ok: true, sentence: 'Ports 8420 and 8421 are open on Ethernet.', action: null },
  ],
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
