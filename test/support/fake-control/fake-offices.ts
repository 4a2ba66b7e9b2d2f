/** Offices to look at: the look's own, and one for each state that a page must show. */
import type { OfficeState } from '../../../contract/control-api.ts';
import { problem } from '../../../contract/problem.ts';
import { failedInstall, runningInstall } from './fake-install.ts';
import { attachedServers } from './attached-servers.ts';
import { ask, candidate, listening } from './found-parts.ts';
import { largeOffice } from './large-office.ts';
import { linden } from './linden-office.ts';
import {
  copy,
  demo,
  download,
  gb,
  gemma4,
  gpu,
  llama3,
  machine,
  model,
  office,
  qwen14,
  qwen7,
  replica,
  wishes,
} from './office-parts.ts';

const cuda = { backend: 'cuda' } as const;

function onlyProcessor(): OfficeState {
  const cpu = gpu('Intel Core i5-6500', 1, 0, { id: 'cpu', backend: 'cpu' });
  const tiny = replica(demo, cpu, [0.0027, 0.006, 0.02], {
    slots: 2,
    contextLength: 2048,
    reason: 'The demo model runs on the processor of RECEPTION, because no graphics card can take it.',
  });
  return office(
    'Silva & Costa',
    [machine('RECEPTION', [cpu], [tiny], { thisPc: true })],
    [model(demo, 0.0027, ['RECEPTION'], { demo: true, contextLength: 2048 })],
    { marginBytes: gb(0.1) },
  );
}

function loading(): OfficeState {
  const rx = gpu('AMD Radeon RX 580 Series', 8, 0.6, { temperatureC: 52, oursBytes: gb(2.5) });
  const gtx = gpu('NVIDIA GeForce GTX 1060 6GB', 5.9, 0.9, { temperatureC: 48, oursBytes: gb(3.4) });
  const intel = gpu('Intel HD Graphics 530', 2, 0.4, {
    usable: false,
    reason:
      'Intel HD Graphics 530 has no video memory of its own; models would take the PC’s main memory, and run no faster than on its processor.',
    index: 1,
  });
  return office(
    'Linden & Roth',
    [
      machine('STUDIO-3', [rx, intel], [replica(qwen7, rx, [4.1, 1.8, 0.4], { state: 'loading', since: Date.now() })]),
      machine(
        'RECEPTION',
        [gtx],
        [replica(gemma4, gtx, [2.3, 0.6, 0.5], { state: 'draining', slots: 2, slotsBusy: 1 })],
        {
          thisPc: true,
          state: 'answering',
        },
      ),
      machine('PLOTTER-PC', [], [], { state: 'joining' }),
    ],
    [model(qwen7, 4.4, [], { state: 'loading' }), model(gemma4, 2.3, ['RECEPTION'])],
    { waiting: 1 },
  );
}

function refused(): OfficeState {
  const gtx = gpu('GTX 1060', 6, 4.1);
  const crashed = problem('engine_crashed', 'The engine process of this replica ended by SIGSEGV.');
  return office(
    'Linden & Roth',
    [
      machine('RECEPTION', [gtx], [replica(llama3, gtx, [1.1, 0.3, 0.1], { state: 'failed', problem: crashed })], {
        thisPc: true,
      }),
    ],
    [
      model(llama3, 1.9, [], {
        state: 'refused',
        problem: {
          reason: crashed.message,
          effect: 'Requests for it are refused.',
          action: 'It is tried again by itself. If it stays so, look at the agent’s log.',
        },
      }),
      model(qwen14, 8.4, [], {
        state: 'refused',
        problem: {
          reason:
            'Needs 9.9 GB on one card, the largest space is 1.6 GB. GTX 1060 on RECEPTION has 6.0 GB, less 4.1 GB of other programs and 0.3 GB margin.',
          effect: 'Requests for it are refused.',
          action: 'Choose a smaller variant, close programs that use the card, or add a graphics card.',
        },
      }),
    ],
  );
}

/** Every state that a machine can be in. */
function states(): OfficeState {
  const cards = {
    paused: gpu('RTX 2060', 6, 0.4, cuda),
    hours: gpu('GTX 970', 4, 0.2, cuda),
    inUse: gpu('RX 570', 4, 2.8),
    removing: gpu('RX 580', 8, 0.6, { temperatureC: 64 }),
    updating: gpu('GTX 1070', 8, 0.5, cuda),
    stopped: gpu('GTX 1080', 8, 0.3, cuda),
    driver: gpu('GTX 960', 4, 0.2, {
      ...cuda,
      usable: false,
      reason: 'NVIDIA’s driver is installed and does not run; restart the PC, or install the driver again.',
    }),
    clone: gpu('GTX 1060', 6, 0.9, { temperatureC: 48 }),
    joined: gpu('GTX 1650', 4, 0.3, cuda),
  };
  const draining = { state: 'draining', slotsBusy: 1, tokensPerSecond: 19 } as const;
  return office(
    'Linden & Roth',
    [
      machine('STUDIO-3', [cards.removing], [replica(qwen7, cards.removing, [4.1, 1.8, 0.4], draining)], {
        state: 'removing',
      }),
      machine('CAD-1', [cards.updating], [], { state: 'updating', agentVersion: '0.0.9' }),
      machine('CAD-2', [cards.stopped], [], {
        state: 'stopped',
        agentVersion: '0.3.0',
        notice: {
          reason: 'The agent has version 0.3.0 and this office 0.1.0: they are too far apart to work together.',
          effect: 'Nothing is placed on this machine.',
          action: 'Update AIvailable on the coordinator’s PC, or bring this office’s version to the agent.',
        },
      }),
      machine('ACCOUNTS-02', [cards.paused], [], { state: 'paused', paused: true }),
      machine('RECEPTION', [cards.clone], [replica(gemma4, cards.clone, [2.3, 0.6, 0.5], { slots: 2 })], {
        thisPc: true,
        limits: { [cards.clone.id]: gb(4) },
      }),
      machine('RECEPTION-2', [cards.joined], [], {
        notice: {
          reason: 'It shows the same machine id as RECEPTION: one disk was probably cloned.',
          effect: 'Both are used, each known by its own certificate.',
          action: 'If they are one PC that was set up anew, remove the one that does not connect any more.',
        },
      }),
      machine('MEETING', [cards.hours], [], {
        state: 'paused',
        hours: { days: [1, 2, 3, 4, 5], from: '18:00', until: '08:00' },
      }),
      machine('DESIGN-02', [cards.inUse], [], {
        state: 'paused',
        userPause: { since: Date.now(), until: Date.now() + 40 * 60_000 },
      }),
      machine('WORKSHOP', [cards.driver], []),
      machine('PLOTTER-PC', [], [], { state: 'joining', hardware: null, agentVersion: null, address: null }),
    ],
    [model(gemma4, 2.3, ['RECEPTION']), model(qwen7, 4.4, ['STUDIO-3'])],
  );
}

/** PCs that come in: asking, being installed, and one where it went wrong. */
function adding(): OfficeState {
  const now = Date.now();
  return {
    ...linden(),
    asks: [
      ask('STUDIO-1', '192.168.10.24', '48-KITE', { sameIdAs: 'STUDIO-3' }),
      ask('STUDIO-2', '192.168.10.25', null, { cards: ['GTX 1050 Ti, 4 GB'] }),
    ],
    candidates: [
      candidate('PLOTTER-PC', '192.168.10.27', { os: 'linux' }),
      candidate('ARCHIVE', '192.168.10.40', { os: 'linux' }),
      candidate('FRONT-DESK', '192.168.10.33', { os: 'windows', ssh: false, sources: ['_dosvc._tcp'] }),
    ],
    installs: [runningInstall('192.168.10.27', now), failedInstall('192.168.10.40', now)],
  };
}

/** This PC only, and a network that keeps quiet. */
function alone(): OfficeState {
  const gtx = gpu('GTX 1060', 6, 0.9, { temperatureC: 48 });
  return office(
    'Silva & Costa',
    [machine('RECEPTION', [gtx], [replica(demo, gtx, [0.0027, 0.006, 0.02], { slots: 2 })], { thisPc: true })],
    [model(demo, 0.0027, ['RECEPTION'], { demo: true, contextLength: 2048 })],
    { discovery: listening },
  );
}

/** A new office: this PC's card, and four PCs that answered. */
function firstDay(): OfficeState {
  const base = alone();
  return {
    ...base,
    office: { ...base.office, welcome: 'new' },
    candidates: [
      candidate('ACCOUNTS-02', '192.168.10.14', { os: 'windows' }),
      candidate('DESIGN-01', '192.168.10.21', { os: 'windows' }),
      candidate('MEETING', '192.168.10.31', { os: 'windows', ssh: false, sources: ['_dosvc._tcp'] }),
      candidate('STUDIO-3', '192.168.10.23', { os: 'linux' }),
    ],
  };
}

/** Models in every state, and everything that can be on its way. */
function models(): OfficeState {
  const now = Date.now();
  const diskFullHere = problem('disk_full', 'The file needs 1.5 GB, and the disk of RECEPTION has 1.1 GB free.');
  const broken = problem('hub_unreachable', 'huggingface.co cannot be reached.');
  const noRoomThere = problem(
    'disk_full',
    'The file needs 0.8 GB more, and this machine’s disk has 0.4 GB free; 0.2 GB of that are kept free.',
  );
  const base = linden();
  const [qwen, llama, ...others] = base.models;
  return {
    ...base,
    machines: base.machines.map((one) => ({
      ...one,
      replicas: one.replicas.map((each) =>
        each.model === llama?.name ? { ...each, state: 'loading' as const } : each,
      ),
    })),
    models: [
      ...(qwen && llama
        ? [
            {
              ...qwen,
              wishes: {
                ...wishes([2, 3], 7),
                slots: { min: 2, max: 4 },
                pins: [{ machineId: 'studio-3', gpuId: 'vulkan:RX 580' }],
              },
              variants: [
                { name: 'Q5_K_M', sizeBytes: gb(5.1), allowed: true },
                { name: 'Q4_K_M', sizeBytes: gb(4.4), allowed: true },
              ],
            },
            {
              ...llama,
              state: 'loading' as const,
              readyOn: [],
              explanation: '',
              problem: {
                reason:
                  'Needs 3.1 GB on one card, the largest space is 1.5 GB. GTX 1060 on RECEPTION has 6.0 GB, less 3.9 GB of other models and 0.3 GB margin.',
                effect: '1 of 2 replicas has a place: it is slower than wished, or gone when one PC is.',
                action:
                  'Choose a smaller variant, give it a higher priority, close programs that use the card, or add a graphics card.',
              },
            },
          ]
        : []),
      ...others,
      model(['own-letters-3b', 'Q8_0', 'O3', 7], 3.2, [], { state: 'off', wishes: null }),
    ],
    downloads: [
      download('mistral-7b-instruct-v0.3', 'Q4_K_M', [2.9, 4.1]),
      download('phi-4-mini-instruct', 'Q4_K_M', [0, 2.3], { state: 'queued' }),
      download('gemma-3-12b-it', 'Q4_K_M', [1.2, 6.8], { state: 'waiting', problem: broken, retryAt: now + 42_000 }),
      download('bge-m3', 'Q8_0', [0.6, 0.6], { state: 'checking' }),
      download('qwen2.5-coder-7b-instruct', 'Q4_K_M', [3.3, 4.4], { state: 'failed', problem: diskFullHere }),
    ],
    copies: [
      copy('qwen2.5-7b-instruct', 'MEETING', [0, 4.4], { state: 'queued', purpose: 'placement' }),
      copy('gemma-3-4b-it', 'DESIGN-01', [2.3, 2.3], { state: 'checking' }),
      copy('llama-3.2-3b-instruct', 'STUDIO-3', [1.1, 1.9], { state: 'failed', problem: noRoomThere }),
    ],
  };
}

/** By the name that ?office= takes. */
export const fakeOffices = {
  linden,
  processor: onlyProcessor,
  loading,
  refused,
  states,
  adding,
  alone,
  'first-day': firstDay,
  models,
  external: () => ({ ...linden(), attached: attachedServers() }),
  college: () => largeOffice(60),
  campus: () => largeOffice(200),
  empty: () => office('Linden & Roth', [], []),
} as const satisfies Record<string, () => OfficeState>;

export type FakeOfficeName = keyof typeof fakeOffices;
