/** One agent at the other end of its tunnel: the agent API as functions. The agent dialled; here the coordinator calls. */
import { connect, type ClientHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { holdLease, type LeaseOptions } from '../../common/lease.ts';
import { AgentHello, AgentReport } from '../../contract/agent-api.ts';
import { GenerateFrame, type GenerateRequest } from '../../contract/generate.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { ReplicaSpec } from '../../contract/replica.ts';
import { AgentCall, lost, safeJson } from './agent-call.ts';

const callTimeoutMs = 10_000;
/** MB that requests under way may hold; past it Node refuses new ones, and long prompts add up. */
const maxSessionMemory = 256;

export class AgentLink {
  readonly machineId: string;
  /** Settles when the tunnel is gone, however it went. */
  readonly closed: Promise<void>;
  readonly #session: ClientHttp2Session;

  constructor(machineId: string, socket: TLSSocket, lease: LeaseOptions = {}) {
    this.machineId = machineId;
    socket.setNoDelay(true);
    this.#session = connect('http://agent', { createConnection: () => socket, maxSessionMemory });
    this.#session.on('error', () => this.#session.destroy());
    this.closed = new Promise((resolve) => this.#session.once('close', resolve));
    holdLease(this.#session, lease);
  }

  async hello(signal?: AbortSignal): Promise<AgentHello> {
    return AgentHello.parse(await this.#call('GET', '/v1/hello', undefined, signal));
  }

  async putReplica(spec: ReplicaSpec, signal?: AbortSignal): Promise<void> {
    await this.#call('PUT', `/v1/replicas/${spec.replicaId}`, spec, signal);
  }

  async dropReplica(replicaId: string, signal?: AbortSignal): Promise<void> {
    await this.#call('DELETE', `/v1/replicas/${replicaId}`, undefined, signal);
  }

  /**
   * What the agent says of itself, until the tunnel ends.
   * @param onUnreadable told of a report that is not what the contract says; it is passed over, as the next one may be right.
   */
  async *reports(signal: AbortSignal, onUnreadable: (error: unknown) => void): AsyncIterable<AgentReport> {
    const call = new AgentCall(this.#session, 'GET', '/v1/reports', '');
    try {
      for await (const lines of call.lines(signal)) {
        for (const line of lines) {
          const report = AgentReport.safeParse(safeJson(line));
          if (report.success) yield report.data;
          else onUnreadable(report.error);
        }
      }
    } finally {
      call.giveUp();
    }
  }

  /**
   * Frames of one answer, to the last. Leaving the loop or aborting closes the stream, which stops the runner.
   * @throws ProblemError machine_lost when the tunnel breaks before the last frame.
   */
  async *generate(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame> {
    signal.throwIfAborted();
    const call = new AgentCall(this.#session, 'POST', `/v1/replicas/${replicaId}/generate`, JSON.stringify(request));
    let whole = false;
    try {
      for await (const lines of call.lines(signal)) {
        for (const line of lines) {
          const frame = GenerateFrame.parse(JSON.parse(line));
          whole = frame.type === 'end' || frame.type === 'error';
          yield frame;
        }
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      signal.throwIfAborted();
      throw lost(error);
    } finally {
      if (whole) call.finish();
      else call.giveUp();
    }
    if (!whole) throw lost();
  }

  close(): void {
    this.#session.destroy();
  }

  #call(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
    const limit = AbortSignal.timeout(callTimeoutMs);
    const call = new AgentCall(this.#session, method, path, body === undefined ? '' : JSON.stringify(body));
    return call.whole(signal ? AbortSignal.any([signal, limit]) : limit);
  }
}
