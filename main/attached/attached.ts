/** Attached: external servers that speak OpenAI's API and answer beside the office's own machines. */
import { randomBytes } from 'node:crypto';
import type { Log } from '../../common/log.ts';
import type { AttachChange, AttachedModel, AttachRequest, AttachTarget } from '../../contract/attached.ts';
import type { EmbedFrame, EmbedRequest } from '../../contract/embed.ts';
import type { GenerateRequest } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import { Listeners } from '../base/listeners.ts';
import type { AttachedBook, ServerRecord } from '../ledger/attached-book.ts';
import { AttachedServer, type ServerLimits } from './attached-server.ts';
import { readBaseUrl } from './base-url.ts';
import { offeredModels, type TakenModel } from './offered-models.ts';
import type { RunningRequest } from './running-request.ts';
import { testServer, type ServerTest } from './test-server.ts';
import type { TextFrame } from '../gateway/text-frame.ts';

interface AttachedParts {
  readonly book: Pick<AttachedBook, 'all' | 'put' | 'remove'>;
  readonly limits: ServerLimits;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: () => number;
}

export class Attached {
  readonly #parts: AttachedParts;
  /** In the order in which they were attached. */
  readonly #servers = new Map<string, AttachedServer>();
  readonly #changed = new Listeners();
  /** Names this run of this office to those whom it asks. */
  readonly office = randomBytes(8).toString('hex');

  constructor(parts: AttachedParts) {
    this.#parts = parts;
    for (const record of parts.book.all()) this.#open(record);
  }

  /** Begins to ask the servers. */
  start(): void {
    for (const server of this.#servers.values()) server.check();
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  servers(): AttachedServer[] {
    return [...this.#servers.values()];
  }

  /** What each server's models are here. @param own models of the office itself */
  offered(own: readonly TakenModel[]): Map<string, AttachedModel[]> {
    const offers = this.servers().map(({ record: { id, models }, listed }) => ({ id, models, listed: listed.models }));
    return offeredModels(offers, own);
  }

  /** A first look; nothing is kept. @throws ProblemError attached_address_invalid */
  test(target: AttachTarget, signal: AbortSignal): Promise<ServerTest> {
    return testServer({ ...target, url: readBaseUrl(target.url), name: 'The server' }, this.office, signal);
  }

  /** @returns its id. @throws ProblemError attached_address_invalid, attached_name_taken */
  add(request: AttachRequest): string {
    const url = readBaseUrl(request.url);
    this.#checkName(request.name, null);
    const record = { ...request, url, id: newId('ext'), addedAt: Math.round(this.#parts.clock.now()) };
    this.#keep(record);
    return record.id;
  }

  /** @throws ProblemError attached_not_found, attached_name_taken */
  change(id: string, change: AttachChange): void {
    const { record } = this.#servers.get(id) ?? noSuchServer();
    if (change.name !== undefined) this.#checkName(change.name, id);
    const { name, key, certificate, slots, prefer, models } = { ...record, ...definedOf(change) };
    this.#keep({ ...record, name, key, certificate, slots, prefer, models });
  }

  /** @throws ProblemError attached_not_found */
  remove(id: string): void {
    const server = this.#servers.get(id) ?? noSuchServer();
    this.#parts.book.remove(id);
    this.#servers.delete(id);
    server.close();
    this.#changed.call();
  }

  /** Asks it again now. @throws ProblemError attached_not_found */
  check(id: string): void {
    (this.#servers.get(id) ?? noSuchServer()).check();
  }

  /** @param place the server's id and its name for the model. @throws ProblemError; the signal's reason */
  write(place: ServerPlace, request: GenerateRequest, signal: AbortSignal): AsyncIterable<TextFrame> {
    return this.#serverOf(place).write(place.at, request, signal);
  }

  /** As `write`, for vectors. */
  embed(place: ServerPlace, request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame> {
    return this.#serverOf(place).embed(place.at, request, signal);
  }

  close(): void {
    for (const server of this.#servers.values()) server.close();
  }

  #serverOf({ id }: ServerPlace): AttachedServer {
    return this.#servers.get(id) ?? refuse('machine_lost', 'This external server was detached.');
  }

  #keep(record: ServerRecord): void {
    this.#parts.book.put(record);
    this.#open(record, this.#servers.get(record.id)?.retire()).check();
    this.#changed.call();
  }

  #open(record: ServerRecord, running = new Set<RunningRequest>()): AttachedServer {
    const { limits, clock, log, random = Math.random } = this.#parts;
    const onChange = (): void => this.#changed.call();
    const server = new AttachedServer({ record, office: this.office, limits, clock, random, log, running, onChange });
    this.#servers.set(record.id, server);
    return server;
  }

  #checkName(name: string, own: string | null): void {
    const taken = this.servers().some(({ record }) => record.name === name && record.id !== own);
    if (taken) refuse('attached_name_taken', `An external server is called ${name} already.`, { param: 'name' });
  }
}

/** A model on a server. */
export interface ServerPlace {
  readonly id: string;
  readonly at: string;
}

const noSuchServer = (): never => refuse('attached_not_found', 'There is no such external server.');

/** Without the fields that are left out. */
const definedOf = (change: AttachChange): Partial<AttachRequest> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
