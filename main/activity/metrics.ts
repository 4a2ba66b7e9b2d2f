/** The office's figures for Prometheus: counters that requests move, and gauges that are read when somebody asks. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { shareOf } from '../../contract/replica.ts';
import type { RequestEnd, RequestLog } from '../gateway/request-log.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';

interface MetricsParts {
  readonly machines: () => readonly MachineFacts[];
  /** Requests that wait for a place. */
  readonly waiting: () => number;
  readonly version: string;
}

const seconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300];

export class Metrics implements RequestLog {
  readonly #registry = new Registry();
  readonly #requests;
  readonly #tokens;
  readonly #duration;
  readonly #firstToken;
  readonly #waited;
  readonly #failovers;

  constructor(parts: MetricsParts) {
    const registers = [this.#registry];
    const model = ['model'] as const;
    this.#requests = new Counter({
      name: 'aivailable_requests_total',
      help: 'Requests by model and outcome: whole, moved, refused, failed, cancelled or invalid.',
      labelNames: ['model', 'outcome'] as const,
      registers,
    });
    this.#tokens = new Counter({
      name: 'aivailable_tokens_total',
      help: 'Tokens by model and direction: prompt or completion.',
      labelNames: ['model', 'direction'] as const,
      registers,
    });
    this.#duration = new Histogram({
      name: 'aivailable_request_duration_seconds',
      help: 'From the request to the end of its answer, of requests that were answered.',
      labelNames: model,
      buckets: seconds,
      registers,
    });
    this.#firstToken = new Histogram({
      name: 'aivailable_time_to_first_token_seconds',
      help: 'From the request to the first token of its answer.',
      labelNames: model,
      buckets: seconds,
      registers,
    });
    this.#waited = new Histogram({
      name: 'aivailable_waiting_time_seconds',
      help: 'How long requests waited for a place.',
      labelNames: model,
      buckets: seconds,
      registers,
    });
    this.#failovers = new Counter({
      name: 'aivailable_failovers_total',
      help: 'Answers that another replica took over, before the first token or after it.',
      labelNames: ['model', 'when'] as const,
      registers,
    });
    addGauges(registers, parts);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  ended({
    model,
    outcome,
    promptTokens,
    completionTokens,
    durationMs,
    firstTokenMs,
    waitedMs,
    ...end
  }: RequestEnd): void {
    this.#requests.inc({ model, outcome });
    this.#tokens.inc({ model, direction: 'prompt' }, promptTokens);
    this.#tokens.inc({ model, direction: 'completion' }, completionTokens);
    if (outcome === 'whole' || outcome === 'moved') this.#duration.observe({ model }, durationMs / 1000);
    if (firstTokenMs !== null) this.#firstToken.observe({ model }, firstTokenMs / 1000);
    this.#waited.observe({ model }, waitedMs / 1000);
    this.#failovers.inc({ model, when: 'before' }, end.restarts);
    this.#failovers.inc({ model, when: 'after' }, end.moves.length);
  }
}

/** Read anew at each scrape, so that what is gone leaves no line behind. */
function addGauges(registers: Registry[], { machines, waiting, version }: MetricsParts): void {
  new Gauge({
    name: 'aivailable_info',
    help: 'The version of the coordinator; always 1.',
    labelNames: ['version'] as const,
    registers,
    collect() {
      this.set({ version }, 1);
    },
  });
  new Gauge({
    name: 'aivailable_waiting_requests',
    help: 'Requests that wait for a place now.',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  new Gauge({
    name: 'aivailable_machine_up',
    help: 'Whether a machine is connected and counts: 1 or 0.',
    labelNames: ['machine'] as const,
    registers,
    collect() {
      this.reset();
      for (const { name, state } of machines()) this.set({ machine: name }, state === 'online' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'aivailable_gpu_memory_bytes',
    help: 'Memory of a GPU by use: weights, cache, work, others or free.',
    labelNames: ['machine', 'gpu', 'use'] as const,
    registers,
    collect() {
      this.reset();
      for (const machine of machines()) {
        for (const [gpu, use, bytes] of memoryOf(machine)) this.set({ machine: machine.name, gpu, use }, bytes);
      }
    },
  });
  new Gauge({
    name: 'aivailable_replicas',
    help: 'Replicas by model and state.',
    labelNames: ['model', 'state'] as const,
    registers,
    collect() {
      this.reset();
      for (const { spec, state } of replicasOf(machines())) this.inc({ model: spec.model, state });
    },
  });
  new Gauge({
    name: 'aivailable_busy_slots',
    help: 'Places in which an answer is written now.',
    labelNames: ['model'] as const,
    registers,
    collect() {
      this.reset();
      for (const { spec, slotsBusy } of replicasOf(machines())) this.inc({ model: spec.model }, slotsBusy);
    },
  });
  new Gauge({
    name: 'aivailable_tokens_per_second',
    help: 'Tokens per second that are generated now.',
    labelNames: ['model'] as const,
    registers,
    collect() {
      this.reset();
      for (const { spec, tokensPerSecond } of replicasOf(machines())) this.inc({ model: spec.model }, tokensPerSecond);
    },
  });
}

const replicasOf = (machines: readonly MachineFacts[]) => machines.flatMap(({ replicas }) => replicas);

/** [gpu, use, bytes] of each card that can be used. */
function memoryOf({ state, gpus, replicas }: MachineFacts): (readonly [string, string, number])[] {
  if (state !== 'online') return [];
  return gpus
    .filter(({ usable }) => usable)
    .flatMap(({ id, totalBytes, othersBytes }) => {
      const sum = (field: 'weightsBytes' | 'cacheBytes' | 'workBytes'): number =>
        replicas.reduce((total, { spec, memory }) => total + Math.round((memory?.[field] ?? 0) * shareOf(spec, id)), 0);
      const [weights, cache, work] = [sum('weightsBytes'), sum('cacheBytes'), sum('workBytes')];
      const free = Math.max(0, totalBytes - othersBytes - weights - cache - work);
      const uses = { weights, cache, work, others: othersBytes, free };
      return Object.entries(uses).map(([use, bytes]) => [id, use, bytes] as const);
    });
}
