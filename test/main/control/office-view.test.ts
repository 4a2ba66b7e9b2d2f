import { describe, expect, it } from 'vitest';
import { OfficeState } from '../../../contract/control-api.ts';
import type { OfficeParts } from '../../../main/control/office-parts.ts';
import { viewOffice } from '../../../main/control/office-view.ts';
import type { MachineFacts } from '../../../main/inventory/machine-facts.ts';
import { aGpu, aProcessor, gib } from '../../support/a-gpu.ts';
import { deployment, machineFacts, report, spec, variant } from '../../support/office-fixtures.ts';
import { noNewcomers } from '../../support/control/no-newcomers.ts';

const machine = (name: string, changes: Partial<MachineFacts> = {}): MachineFacts =>
  machineFacts({ id: name, name, ...changes });

const parts = (changes: Partial<OfficeParts> = {}): OfficeParts => ({
  office: {
    welcome: 'done',
    name: 'Linden & Roth',
    version: '0.1.0',
    machineName: 'RECEPTION',
    startedAt: 0,
    addresses: [],
    serving: true,
    dataDir: null,
  },
  marginBytes: Math.round(0.3 * gib),
  internet: { bytesPerSecond: null, hours: null },
  courtesy: { keepAwake: true, makeRoom: true },
  machines: [],
  deployments: [deployment()],
  variants: [variant()],
  marks: new Map([['llama-3.2-3b', { code: 'L3', colour: 2 }]]),
  plan: { replicas: [], promised: [], refusals: [] },
  useOf: () => ({ paused: false, hours: null, limits: {}, wakeWhenNeeded: false }),
  isResting: () => false,
  canWake: () => false,
  isUpdating: () => false,
  newcomers: noNewcomers,
  downloads: [],
  attached: [],
  copies: [],
  waiting: 0,
  ...changes,
});

describe('viewOffice', () => {
  it('shows a model on demand as not loaded, with what brings and ends it, until it is', () => {
    const deployments = [deployment({ idleMinutes: 30 })];
    expect(viewOffice(parts({ deployments })).models[0]).toMatchObject({
      state: 'unloaded',
      explanation: 'It is loaded when somebody asks for it, and unloaded after 30 minutes without a request.',
      wishes: { idleMinutes: 30 },
    });
    const machines = [machine('A', { replicas: [report()] })];
    expect(viewOffice(parts({ deployments, machines })).models[0]?.state).toBe('ready');
    expect(viewOffice(parts()).models[0]?.state).toBe('loading');
  });

  it('shows what a model waits for that has no place', () => {
    const reason = 'Waits up to a minute for pc1 to come back; no other card can take it.';
    const awaited = [{ deploymentId: deployment().id, model: deployment().model, reason }];
    const [model] = viewOffice(parts({ plan: { replicas: [], promised: [], refusals: [], awaited } })).models;
    expect(model).toMatchObject({ state: 'loading', explanation: reason });
  });

  it('orders machines by memory of their cards, then by name, whatever their state', () => {
    const machines = [
      machine('B'),
      machine('processor', { gpus: [aProcessor({ totalBytes: 99 * gib })] }),
      machine('A', { state: 'lost' }),
      machine('large', { gpus: [aGpu({ totalBytes: 11 * gib })] }),
    ];
    expect(viewOffice(parts({ machines })).machines.map(({ name }) => name)).toEqual(['large', 'A', 'B', 'processor']);
  });

  it('shows no program that plays a graphics card, unless it counts', () => {
    const soft = aGpu({ name: 'llvmpipe', software: true, usable: false });
    const shown = (card: typeof soft) =>
      viewOffice(parts({ machines: [machine('A', { gpus: [card] })] })).machines[0]?.gpus;
    expect(shown(soft)).toEqual([]);
    expect(shown({ ...soft, usable: true })).toHaveLength(1);
    expect(shown({ ...soft, software: false })).toHaveLength(1);
  });

  it('shows a replica with its mark, its measured memory and why it is there', () => {
    const memory = { weightsBytes: 3, cacheBytes: 2, workBytes: 1 };
    const plan = {
      replicas: [{ machineId: 'A', spec: spec(), memory, reason: 'Most free memory.' }],
      promised: [],
      refusals: [],
    };
    const machines = [machine('A', { replicas: [report({ memory, slotsBusy: 1 })] })];
    const view = viewOffice(parts({ machines, plan }));
    expect(view.machines[0]).toMatchObject({
      state: 'answering',
      replicas: [{ code: 'L3', colour: 2, memory, reason: 'Most free memory.' }],
    });
    expect(view.models[0]).toMatchObject({ state: 'ready', readyOn: ['A'], problem: null });
    expect(OfficeState.parse(view)).toEqual(view);
  });

  it('shows a replica that is being loaded with its estimate', () => {
    const machines = [machine('A', { replicas: [report({ state: 'loading' })] })];
    const view = viewOffice(parts({ machines }));
    expect(view.machines[0]?.replicas[0]?.memory.weightsBytes).toBe(spec().estimateBytes);
    expect(view.models[0]?.state).toBe('loading');
  });

  it('shows why a model does not run and what to do', () => {
    const refusal = {
      deploymentId: 'llama',
      model: 'llama-3.2-3b',
      reason: 'Needs 9.9 GB.',
      effect: 'Refused.',
      action: 'Choose less.',
    };
    const view = viewOffice(
      parts({ plan: { replicas: [], promised: [], refusals: [{ ...refusal, placed: 0, wished: 1 }] } }),
    );
    expect(view.models[0]).toMatchObject({
      state: 'refused',
      problem: { reason: 'Needs 9.9 GB.', effect: 'Refused.', action: 'Choose less.' },
    });
  });

  it('shows what a lost machine had as gone, and counts it nowhere', () => {
    const busy = report({ slotsBusy: 2, tokensPerSecond: 40 });
    const failed = report({ spec: spec({ replicaId: 'llama-2' }), state: 'failed' });
    const view = viewOffice(parts({ machines: [machine('A', { state: 'lost', before: [busy, failed] })] }));
    expect(view.machines[0]?.replicas).toMatchObject([
      { replicaId: 'llama-1', state: 'gone', slotsBusy: 0, tokensPerSecond: 0, memory: { weightsBytes: 3 * gib } },
    ]);
    expect(view.models[0]).toMatchObject({ state: 'loading', readyOn: [] });
  });

  it.each<[string, Partial<MachineFacts>, Partial<OfficeParts>]>([
    ['ready', {}, {}],
    ['paused', {}, { isResting: () => true }],
    ['updating', { state: 'stopped' }, { isUpdating: () => true }],
    ['removing', { removing: true }, { isResting: () => true }],
    ['joining', { state: 'returning' }, {}],
    ['stopped', { state: 'stopped' }, {}],
    ['lost', { state: 'lost' }, { isResting: () => true }],
  ])('calls a machine %s', (state, facts, changes) => {
    expect(viewOffice(parts({ machines: [machine('A', facts)], ...changes })).machines[0]?.state).toBe(state);
  });

  it('shows how a machine may be used', () => {
    const hours = { days: [1, 2], from: '18:00', until: '08:00' };
    const useOf = () => ({ paused: true, hours, limits: { cpu: 5 }, wakeWhenNeeded: false });
    expect(viewOffice(parts({ machines: [machine('A')], useOf })).machines[0]).toMatchObject({
      paused: true,
      hours,
      limits: { cpu: 5 },
      wakeWhenNeeded: false,
    });
  });
});
