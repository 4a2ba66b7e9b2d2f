/** One agent at the other end of its tunnel: the agent API as functions. The agent dialled; here the coordinator calls. */
import { connect, constants, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { holdLease, type LeaseOptions } from '../../common/lease.ts';
import { AgentHello, AgentReport } from '../../contract/agent-api.ts';
import { Problem } from '../../contract/errors.ts';
import { GenerateFrame, type GenerateRequest } from '../../contract/generate.ts';
import { problem, ProblemError } from '../../contract/problem.ts';
import type { ReplicaSpec } from '../../contract/replica.ts';
import { readLines } from './read-lines.ts';

const callTimeoutMs = 10_000;

export class AgentLink {
  readonly machineId: string;
  /** Settles when the tunnel is gone, however it went. */
  readonly closed: Promise<void>;
  readonly #session: ClientHttp2Session;

  constructor(machineId: string, socket: TLSSocket, lease: LeaseOptions = {}) {
    this.machineId = machineId;
    socket.setNoDelay(true);
    this.#session = connect('http://agent', { createConnection: () => socket });
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

  /** What the agent says of itself, until the tunnel ends. */
  async *reports(signal: AbortSignal): AsyncIterable<AgentReport> {
    const stream = this.#open('GET', '/v1/reports', undefined, signal);
    try {
      for await (const lines of linesOf(stream)) for (const line of lines) yield AgentReport.parse(JSON.parse(line));
    } finally {
      stream.close(constants.NGHTTP2_CANCEL);
    }
  }

  /**
   * Frames of one answer, to the last. Leaving the loop or aborting closes the stream, which stops the runner.
   * @throws ProblemError machine_lost when the tunnel breaks before the last frame.
   */
  async *generate(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame> {
    const stream = this.#open('POST', `/v1/replicas/${replicaId}/generate`, request, signal);
    let whole = false;
    try {
      for await (const lines of linesOf(stream)) {
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
      // A whole answer ends by itself: a reset for each one would look like an attack to the other side.
      if (whole) stream.resume();
      else stream.close(constants.NGHTTP2_CANCEL);
    }
    if (!whole) throw lost();
  }

  close(): void {
    this.#session.destroy();
  }

  async #call(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
    const limit = AbortSignal.timeout(callTimeoutMs);
    const stream = this.#open(method, path, body, signal ? AbortSignal.any([signal, limit]) : limit);
    const status = await statusOf(stream);
    const answer = await text(stream);
    if (status >= 400) throw refusalOf(answer);
    return answer === '' ? null : JSON.parse(answer);
  }

  #open(method: string, path: string, body: unknown, signal: AbortSignal): ClientHttp2Stream {
    if (this.#session.destroyed || this.#session.closed) throw lost();
    const headers = { ':method': method, ':path': path };
    const stream = this.#session.request(headers, { signal, endStream: body === undefined });
    if (body !== undefined) stream.end(JSON.stringify(body));
    return stream;
  }
}

const lost = (cause?: unknown): ProblemError =>
  new ProblemError(problem('machine_lost', 'The machine that wrote the answer is gone.'), { cause });

function refusalOf(answer: string): ProblemError {
  const read = Problem.safeParse(safeJson(answer));
  return new ProblemError(
    read.success ? read.data : problem('internal', 'A machine answered with something unreadable.'),
  );
}

function safeJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function statusOf(stream: ClientHttp2Stream): Promise<number> {
  return new Promise((resolve, reject) => {
    const onClose = (): void => reject(lost());
    stream.once('response', (headers) => {
      stream.off('close', onClose);
      resolve(headers[':status'] ?? 0);
    });
    stream.once('error', reject);
    stream.once('close', onClose);
  });
}

/** Lines of a streamed answer, as they come; a refusal instead of a stream is thrown as what it says. */
async function* linesOf(stream: ClientHttp2Stream): AsyncIterable<string[]> {
  const status = await statusOf(stream);
  if (status >= 400) throw refusalOf(await text(stream));
  yield* readLines(stream);
}
