/** The office's figures for Prometheus: counters that requests move, and gauges that are read when somebody asks. */
import { Counter, Histogram, Registry } from 'prom-client';
import type { RequestEnd, RequestLog } from '../gateway/request-log.ts';
import { addGauges, type GaugeSources } from './gauges.ts';

const seconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300];

export class Metrics implements RequestLog {
  readonly #registry = new Registry();
  readonly #requests;
  readonly #tokens;
  readonly #duration;
  readonly #firstToken;
  readonly #waited;
  readonly #failovers;

  constructor(sources: GaugeSources) {
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
    addGauges(this.#registry, sources);
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
