/** What is true now, for Prometheus: read anew at each scrape, so that what is gone leaves no line behind. */
import { Gauge, type Registry } from 'prom-client';
import { shareOf, type ReplicaReport } from '../../contract/replica.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';

export interface GaugeSources {
  readonly machines: () => readonly MachineFacts[];
  /** Requests that wait for a place. */
  readonly waiting: () => number;
  readonly version: string;
}

interface Reading {
  readonly labels: Record<string, string>;
  readonly value: number;
}

export function addGauges(registry: Registry, { machines, waiting, version }: GaugeSources): void {
  const replicas = (): ReplicaReport[] => machines().flatMap((machine) => machine.replicas);
  const gauge = (name: string, help: string, labelNames: string[], read: () => Reading[]): void =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames,
        registers: [],
        collect() {
          this.reset();
          // Added up: a model has several replicas.
          for (const { labels, value } of read()) this.inc(labels, value);
        },
      }),
    );
  const ofReplicas = (read: (replica: ReplicaReport) => number) => (): Reading[] =>
    replicas().map((replica) => ({ labels: { model: replica.spec.model }, value: read(replica) }));

  gauge('aivailable_info', 'The version of the coordinator; always 1.', ['version'], () => [
    { labels: { version }, value: 1 },
  ]);
  gauge('aivailable_waiting_requests', 'Requests that wait for a place now.', [], () => [
    { labels: {}, value: waiting() },
  ]);
  gauge('aivailable_machine_up', 'Whether a machine is connected and counts: 1 or 0.', ['machine'], () =>
    machines().map(({ name, state }) => ({ labels: { machine: name }, value: state === 'online' ? 1 : 0 })),
  );
  gauge(
    'aivailable_gpu_memory_bytes',
    'Memory of a GPU by use: weights, cache, work, others or free.',
    ['machine', 'gpu', 'use'],
    () => machines().flatMap(memoryOf),
  );
  gauge('aivailable_replicas', 'Replicas by model and state.', ['model', 'state'], () =>
    replicas().map(({ spec, state }) => ({ labels: { model: spec.model, state }, value: 1 })),
  );
  gauge(
    'aivailable_busy_slots',
    'Places in which an answer is written now.',
    ['model'],
    ofReplicas(({ slotsBusy }) => slotsBusy),
  );
  gauge(
    'aivailable_tokens_per_second',
    'Tokens per second that are generated now.',
    ['model'],
    ofReplicas(({ tokensPerSecond }) => tokensPerSecond),
  );
}

/** Of each card that can be used. */
function memoryOf({ name, state, gpus, replicas }: MachineFacts): Reading[] {
  if (state !== 'online') return [];
  return gpus
    .filter(({ usable }) => usable)
    .flatMap(({ id, totalBytes, othersBytes }) => {
      const sum = (field: 'weightsBytes' | 'cacheBytes' | 'workBytes'): number =>
        replicas.reduce((total, { spec, memory }) => total + Math.round((memory?.[field] ?? 0) * shareOf(spec, id)), 0);
      const [weights, cache, work] = [sum('weightsBytes'), sum('cacheBytes'), sum('workBytes')];
      const free = Math.max(0, totalBytes - othersBytes - weights - cache - work);
      const uses = { weights, cache, work, others: othersBytes, free };
      return Object.entries(uses).map(([use, value]) => ({ labels: { machine: name, gpu: id, use }, value }));
    });
}
