/** One agent at the other end of its tunnel: the agent API as functions. The agent dialled; here the coordinator calls. */
import { connect, type ClientHttp2Session, type OutgoingHttpHeaders } from 'node:http2';
import { setTimeout as wait } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import type { z } from 'zod';
import { plainAddress } from '../../common/address.ts';
import { fitWords } from '../../common/fit-words.ts';
import { jsonOrNull } from '../../common/json-or-null.ts';
import { holdLease, type LeaseOptions } from '../../common/lease.ts';
import {
  AgentHello,
  AgentReport,
  generationHeader,
  HelloHead,
  type OfficeNote,
  type CourtesyNote,
  type ProbeRequest,
  ProbeResult,
} from '../../contract/agent-api.ts';
import { EmbedFrame, type EmbedRequest } from '../../contract/embed.ts';
import { GenerateFrame, type GenerateRequest } from '../../contract/generate.ts';
import { problem, ProblemError } from '../../contract/problem.ts';
import type { ReplicaSpec } from '../../contract/replica.ts';
import { AgentCall } from './agent-call.ts';
import type { BulkLink } from './bulk-link.ts';
import type { BulkLinks } from './bulk-links.ts';

interface AgentLinkOptions {
  readonly machineId: string;
  /** sha256 of the certificate that it was opened with. */
  readonly fingerprint: string;
  readonly socket: TLSSocket;
  readonly bulk: BulkLinks;
  readonly lease: LeaseOptions;
}

/** What an agent says first. */
export interface Hello {
  /** What every version says the same way. */
  readonly head: HelloHead;
  /** Null when an agent of another version says the rest in a way that is not understood here. */
  readonly whole: AgentHello | null;
}

interface CommandOptions {
  /** The number of the plan that it comes from. */
  readonly generation?: number;
  readonly signal?: AbortSignal;
}

interface CallOptions {
  readonly body?: unknown;
  readonly headers?: OutgoingHttpHeaders;
  readonly signal?: AbortSignal | undefined;
  readonly limitMs?: number;
}

const ofPlan = (generation: number | undefined): OutgoingHttpHeaders =>
  generation === undefined ? {} : { [generationHeader]: String(generation) };

const callTimeoutMs = 10_000;
/** A device may compile its shaders first. */
const probeTimeoutMs = 120_000;
/** MB that requests under way may hold; past it Node refuses new ones, and long prompts add up. */
const maxSessionMemory = 256;
/** Characters of a report; one with many replicas has some 100,000. */
const mostReport = 1024 * 1024;
/** An agent leaves 100 ms between two reports: one that sends more is heard no more often than this, in milliseconds. */
const leastBetweenReports = 50;
/** Answered PINGs after which a machine that came back is believed to stay. */
const steadyBeats = 3;

export class AgentLink {
  readonly machineId: string;
  readonly fingerprint: string;
  /** Where it comes from. */
  readonly address: string;
  /** Settles when the tunnel is gone, however it went. */
  readonly closed: Promise<void>;
  /** Settles at the third answered PING; never, when the tunnel does not last so long. */
  readonly steady: Promise<void>;
  readonly #session: ClientHttp2Session;
  readonly #bulk: BulkLinks;

  constructor({ machineId, fingerprint, socket, bulk, lease }: AgentLinkOptions) {
    this.machineId = machineId;
    this.fingerprint = fingerprint;
    this.address = plainAddress(socket.remoteAddress ?? '');
    this.#bulk = bulk;
    socket.setNoDelay(true);
    this.#session = connect('http://agent', {
      createConnection: () => socket,
      maxSessionMemory,
      settings: { enablePush: false },
    });
    this.#session.on('error', () => this.#session.destroy());
    this.closed = new Promise((resolve) => this.#session.once('close', resolve));
    const steady = Promise.withResolvers<void>();
    this.steady = steady.promise;
    let beats = 0;
    const onBeat = (): void => {
      if (++beats === steadyBeats) steady.resolve();
      lease.onBeat?.();
    };
    holdLease(this.#session, { ...lease, onBeat });
  }

  /** @throws ProblemError machine_lost; ZodError when not even the part is there that every version says */
  async hello(signal?: AbortSignal): Promise<Hello> {
    const said = await this.#call('GET', '/v1/hello', { signal });
    return { head: HelloHead.parse(said), whole: AgentHello.safeParse(said).data ?? null };
  }

  /** Whether the other side answers a PING within that time. */
  answers(withinMs: number): Promise<boolean> {
    if (this.#session.destroyed || this.#session.closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), withinMs);
      this.#session.ping((error) => {
        clearTimeout(timer);
        resolve(!error);
      });
    });
  }

  /** @throws ProblemError stale_command and what else the agent refuses with */
  async putReplica(spec: ReplicaSpec, { generation, signal }: CommandOptions = {}): Promise<void> {
    await this.#call('PUT', `/v1/replicas/${spec.replicaId}`, { body: spec, headers: ofPlan(generation), signal });
  }

  /** @throws ProblemError replica_not_found, stale_command */
  async dropReplica(replicaId: string, { generation, signal }: CommandOptions = {}): Promise<void> {
    await this.#call('DELETE', `/v1/replicas/${replicaId}`, { headers: ofPlan(generation), signal });
  }

  /** Deletes a model file there, or what has come of it. @param reason for those who wait for it. @throws ProblemError file_in_use */
  async dropFile(sha256: string, reason: string | null, signal?: AbortSignal): Promise<void> {
    await this.#call('DELETE', `/v1/files/${sha256}`, { body: { reason }, signal });
  }

  /** Says where the coordinator can be dialled from now on. */
  async tellOffice(note: OfficeNote): Promise<void> {
    await this.#call('PUT', '/v1/office', { body: note });
  }

  /** Says what the office does for the people at its PCs. @throws ProblemError not_found from an older agent */
  async tellCourtesy(note: CourtesyNote): Promise<void> {
    await this.#call('PUT', '/v1/courtesy', { body: note });
  }

  /** Lets the demo model answer on one device. @throws ProblemError probe_failed, with the reason */
  async probe(request: ProbeRequest, signal?: AbortSignal): Promise<ProbeResult> {
    return ProbeResult.parse(
      await this.#call('POST', '/v1/probes', { body: request, signal, limitMs: probeTimeoutMs }),
    );
  }

  /** The agent drains, forgets its office and uninstalls itself. Settles when it has understood. */
  async leave(): Promise<void> {
    await this.#call('POST', '/v1/leave', { body: {} });
  }

  /** The machine's socket for files; opened when it is not. @throws ProblemError machine_lost */
  bulk(signal?: AbortSignal): Promise<BulkLink> {
    const limit = AbortSignal.timeout(callTimeoutMs);
    return this.#bulk.to({
      machineId: this.machineId,
      ask: async () => void (await this.#call('POST', '/v1/bulk', { body: {}, signal })),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  }

  /**
   * What the agent says of itself, until the tunnel ends. What is said twice in a row is the very same object: a machine at rest
   * costs next to nothing. Of several that wait the last is told, because each says all.
   * @param onUnreadable told of a report that is not what the contract says; it is passed over, as the next one may be right.
   */
  async *reports(signal: AbortSignal, onUnreadable: (error: z.ZodError) => void): AsyncIterable<AgentReport> {
    const call = new AgentCall(this.#session, { method: 'GET', path: '/v1/reports', body: '' });
    let lastLine = '';
    let last: AgentReport | null = null;
    try {
      for await (const lines of call.lines(signal, mostReport)) {
        const line = lines.at(-1) ?? '';
        const heardAt = performance.now();
        if (line !== lastLine) {
          const report = AgentReport.safeParse(fitWords(jsonOrNull(line)));
          lastLine = line;
          last = report.data ?? null;
          if (!report.success) onUnreadable(report.error);
        }
        if (last) yield last;
        const early = leastBetweenReports - (performance.now() - heardAt);
        if (early > 0) await wait(early, null, { signal, ref: false });
      }
    } finally {
      call.giveUp();
    }
  }

  /**
   * Frames of one answer, to the last. Leaving the loop or aborting closes the stream, which stops the runner.
   * @throws ProblemError machine_lost when the tunnel breaks before the last frame.
   */
  generate(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame> {
    return this.#frames(`/v1/replicas/${replicaId}/generate`, request, GenerateFrame, signal);
  }

  /** Vectors of texts, to the last; the rest as `generate`. */
  embed(replicaId: string, request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame> {
    return this.#frames(`/v1/replicas/${replicaId}/embed`, request, EmbedFrame, signal);
  }

  async *#frames<Frame extends GenerateFrame | EmbedFrame>(
    path: string,
    request: GenerateRequest | EmbedRequest,
    shape: z.ZodType<Frame>,
    signal: AbortSignal,
  ): AsyncIterable<Frame> {
    signal.throwIfAborted();
    const call = new AgentCall(this.#session, { method: 'POST', path, body: JSON.stringify(request) });
    let whole = false;
    try {
      for await (const lines of call.lines(signal)) {
        for (const line of lines) {
          const said = shape.parse(JSON.parse(line));
          const frame = said.type === 'error' ? shape.parse(fitWords(said)) : said;
          whole = frame.type === 'end' || frame.type === 'error';
          yield frame;
        }
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      signal.throwIfAborted();
      throw answerLost(error);
    } finally {
      if (whole) call.finish();
      else call.giveUp();
    }
    if (!whole) throw answerLost();
  }

  close(): void {
    this.#session.destroy();
  }

  #call(
    method: string,
    path: string,
    { body, headers = {}, signal, limitMs = callTimeoutMs }: CallOptions,
  ): Promise<unknown> {
    const limit = AbortSignal.timeout(limitMs);
    const text = body === undefined ? '' : JSON.stringify(body);
    const call = new AgentCall(this.#session, { method, path, headers, body: text });
    return call.whole(signal ? AbortSignal.any([signal, limit]) : limit);
  }
}

/** For an answer that breaks off. */
const answerLost = (cause?: unknown): ProblemError =>
  new ProblemError(problem('machine_lost', 'The machine that wrote the answer is gone.'), { cause });
