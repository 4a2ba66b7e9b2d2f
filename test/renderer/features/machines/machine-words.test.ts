import { describe, expect, it } from 'vitest';
import {
  barSentence,
  cardName,
  lostSentences,
  machineWords,
  replicaSentence,
} from '../../../../renderer/features/machines/machine-words.ts';
import { shownGpus } from '../../../../renderer/features/machines/shown-gpus.ts';
import { aModel } from '../../../support/a-model.ts';
import { card, machineOf, officeOf, replicaOf } from '../../../support/map-fixtures.ts';

const named = (name: string) => cardName(card(6, 0, { name }));

it('names cards as people do', () => {
  expect(named('NVIDIA GeForce GTX 1060 6GB')).toBe('GTX 1060 6GB');
  expect(named('AMD Radeon RX 580')).toBe('RX 580');
  expect(named('Intel(R) Core(TM) i5-6500 CPU @ 3.20GHz')).toBe('Core i5-6500');
  expect(named('AMD')).toBe('AMD');
  expect(named('llvmpipe (LLVM 17.0.6, 256 bits)')).toBe('llvmpipe');
});

it('speaks a bar and a block as sentences', () => {
  const replica = replicaOf([4.1, 1.8, 0.4], { slotsBusy: 2 });
  expect(barSentence(card(11, 2.9), [replica], 0.3 * 1024 ** 3)).toBe(
    'GTX 1080 Ti, 11 GB: models 6.3 GB, other programs 2.9 GB, margin 0.3 GB, free 1.5 GB',
  );
  expect(replicaSentence(replica, card(11, 2.9))).toBe(
    'qwen2.5-7b, Q7, Q4_K_M on GTX 1080 Ti: 6.3 GB. Weights 4.1 GB, conversation memory 1.8 GB ' +
      '(2 of 4 conversations in use), working space 0.4 GB.',
  );
});

describe('a machine', () => {
  const now = 10 * 60_000;

  it('says how many answers run', () => {
    const busy = machineOf('A', [card(6, 0)], [replicaOf([1, 1, 1], { slotsBusy: 1 })], {
      state: 'answering',
      thisPc: true,
    });
    expect(machineWords(busy, now).words).toBe('1 answer running, this PC');
  });

  it('says since when it is lost', () => {
    expect(machineWords(machineOf('A', [], [], { state: 'lost', since: 8 * 60_000 }), now).words).toBe(
      'Lost 2 min ago',
    );
  });

  it('needs somebody when none of its cards can be used', () => {
    expect(machineWords(machineOf('A', [card(4, 0, { usable: false })], []), now)).toMatchObject({ tone: 'warn' });
  });
});

it('says what became of a lost machine’s model', () => {
  const lost = machineOf('ACCOUNTS-02', [card(6, 0)], [replicaOf([4, 1, 1])], { state: 'lost' });
  const model = aModel({ state: 'ready', readyOn: ['DESIGN-01', 'STUDIO-3'] });
  expect(lostSentences(lost, officeOf([lost], { models: [model] }))).toEqual([
    'qwen2.5-7b goes on with DESIGN-01 and STUDIO-3.',
  ]);
  expect(lostSentences(lost, officeOf([lost], { models: [{ ...model, readyOn: [], state: 'loading' }] }))).toEqual([
    'qwen2.5-7b is being placed again.',
  ]);
  const explanation = 'Waits up to a minute for pc1 to come back; no other card can take it.';
  const waits = { ...model, readyOn: [], state: 'loading' as const, explanation };
  expect(lostSentences(lost, officeOf([lost], { models: [waits] }))).toEqual([`qwen2.5-7b: ${explanation}`]);
});

it('lists the processor under the cards', () => {
  const cpu = card(32, 0, { id: 'cpu', backend: 'cpu' });
  expect(shownGpus(machineOf('B', [cpu, card(6, 0)], [])).map(({ backend }) => backend)).toEqual(['vulkan', 'cpu']);
});
