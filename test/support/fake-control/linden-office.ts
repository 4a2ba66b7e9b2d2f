/** The look's own office: Linden & Roth, 9 people, 5 PCs, two minutes after ACCOUNTS-02 was switched off. */
import type { OfficeState } from '../../../contract/control-api.ts';
import { ask, candidate } from './found-parts.ts';
import {
  copy,
  download,
  gb,
  gemma4,
  gpu,
  hardware,
  llama3,
  machine,
  minutesAgo,
  model,
  nomic,
  office,
  qwen14,
  qwen7,
  replica,
  wishes,
} from './office-parts.ts';

const cuda = { backend: 'cuda' } as const;

export function linden(): OfficeState {
  const ti = gpu('GTX 1080 Ti', 11, 2.9, { ...cuda, temperatureC: 67 });
  const p2000 = gpu('Quadro P2000', 5, 0.3, { ...cuda, temperatureC: 41, index: 1 });
  const rx = gpu('RX 580', 8, 0.6, { temperatureC: 71 });
  const rtx = gpu('RTX 2060', 6, 0, cuda);
  const gtx = gpu('GTX 1060', 6, 0.9, { temperatureC: 48 });
  const gtx970 = gpu('GTX 970', 4, 0.2, cuda);
  const two = { slots: 2 };
  return office(
    'Linden & Roth',
    [
      machine(
        'DESIGN-01',
        [ti, p2000],
        [
          replica(qwen7, ti, [4.1, 1.8, 0.4], { slotsBusy: 2, tokensPerSecond: 41 }),
          replica(llama3, p2000, [1.9, 0.9, 0.3], two),
        ],
        { state: 'answering', limits: { [p2000.id]: gb(4) } },
      ),
      machine('STUDIO-3', [rx], [replica(qwen7, rx, [4.1, 1.8, 0.4], { slotsBusy: 1, tokensPerSecond: 21 })], {
        state: 'answering',
        address: '192.168.10.23',
        hardware: hardware('STUDIO-3', 'linux', 'Debian 12'),
      }),
      machine('ACCOUNTS-02', [rtx], [replica(qwen7, rtx, [4.1, 0.4, 0.4], { state: 'gone' })], {
        state: 'lost',
        since: minutesAgo(2),
        address: null,
        canWake: true,
      }),
      machine(
        'RECEPTION',
        [gtx],
        [replica(gemma4, gtx, [2.3, 0.6, 0.5], two), replica(nomic, gtx, [0.3, 0, 0.1], { slots: 1 })],
        { thisPc: true, address: '127.0.0.1', hardware: hardware('RECEPTION', 'linux', 'Ubuntu 24.04') },
      ),
      machine('MEETING', [gtx970], [], {
        state: 'paused',
        since: minutesAgo(89),
        address: '192.168.10.31',
        hours: { days: [1, 2, 3, 4, 5], from: '18:00', until: '08:00' },
      }),
    ],
    [
      model(qwen7, 4.4, ['DESIGN-01', 'STUDIO-3'], {
        wishes: wishes([2, 3], 7),
        explanation: 'On two PCs, so either may be switched off. A third replica waits for a card with 4.9 GB free.',
      }),
      model(llama3, 1.9, ['DESIGN-01'], {
        contextLength: 4096,
        wishes: wishes([1, 2], 5, 2),
        explanation:
          'DESIGN-01 has 4.7 GB for models on Quadro P2000 after the margin; this takes 3.1 GB of it. A second replica waits for a card with 3.1 GB free.',
      }),
      model(gemma4, 2.3, ['RECEPTION'], {
        wishes: wishes([1, 1], 5, 2),
        explanation:
          'RECEPTION has 5.7 GB for models on GTX 1060 after the margin; beside nomic-embed this takes 3.4 GB of it.',
      }),
      model(nomic, 0.3, ['RECEPTION'], {
        contextLength: 2048,
        kind: 'embedding',
        wishes: wishes([1, 1], 3, 1),
        explanation:
          'RECEPTION has 5.7 GB for models on GTX 1060 after the margin; beside gemma-3-4b-it this takes 0.4 GB of it.',
      }),
      model(qwen14, 8.4, [], {
        state: 'refused',
        problem: {
          reason:
            'Needs 9.9 GB on one card, the largest space is 7.8 GB. GTX 1080 Ti on DESIGN-01 has 11.0 GB, less 2.9 GB of other programs and 0.3 GB margin.',
          effect: 'Requests for it are refused.',
          action: 'Choose a smaller variant, close programs that use the card, or add a graphics card.',
        },
      }),
    ],
    {
      asks: [ask('STUDIO-1', '192.168.10.24', '48-KITE')],
      candidates: [candidate('PLOTTER-PC', '192.168.10.27', { os: 'linux' })],
      downloads: [
        download('mistral-7b-instruct-v0.3', 'Q4_K_M', [2.9, 4.1], {
          state: 'loading',
          bytesPerSecond: gb(0.006),
          secondsLeft: 204,
        }),
      ],
      copies: [copy('llama-3.2-3b-instruct', 'STUDIO-3', [1.6, 1.9], { bytesPerSecond: gb(0.102), secondsLeft: 4 })],
    },
  );
}
