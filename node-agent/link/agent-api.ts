/** The agent API, served to the coordinator at the other end of the tunnel. */
import type { IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { allowMethod } from '../../common/allow-method.ts';
import type { Log } from '../../common/log.ts';
import {
  type AgentHello,
  type AgentReport,
  FileFarewell,
  generationHeader,
  CourtesyNote,
  OfficeNote,
  ProbeRequest,
  type ProbeResult,
} from '../../contract/agent-api.ts';
import { EmbedRequest, type EmbedFrame } from '../../contract/embed.ts';
import { GenerateRequest, type GenerateFrame } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import { ReplicaSpec } from '../../contract/replica.ts';
import { pause } from '../base/pause.ts';
import { answerCall } from './answer-call.ts';
import { ChangeSignal } from './change-signal.ts';
import { CommandOrder } from './command-order.ts';
import { sendFrames } from './send-frames.ts';
import { readBody, sendJson, startLines, writeLine } from './stream-io.ts';

/** What the agent API serves. */
export interface AgentServices {
  hello(): AgentHello;
  report(): AgentReport;
  onChange(listener: () => void): () => void;
  /** Answers are being computed: figures move without a change of state. */
  busy(): boolean;
  put(spec: ReplicaSpec): void;
  drop(replicaId: string): void;
  generate(replicaId: string, request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateFrame>;
  embed(replicaId: string, request: EmbedRequest, signal: AbortSignal): AsyncIterable<EmbedFrame>;
  /** Where the coordinator can be dialled from now on. */
  office(note: OfficeNote): void;
  /** What the office does for the people at its PCs. */
  courtesy(note: CourtesyNote): void;
  /** The coordinator wants the socket for files. */
  openBulk(): void;
  probe(request: ProbeRequest, signal: AbortSignal): Promise<ProbeResult>;
  /** Deletes a model file. @param reason for those who wait for it. @throws ProblemError file_in_use */
  dropFile(sha256: string, reason: string): Promise<void>;
  /** This machine was taken out of the office. */
  leave(): void;
}

const quietReportMs = 2_000;
const busyReportMs = 500;
/** Changes within it are one report. */
const gatherMs = 100;
const knownPaths: Readonly<Record<string, string>> = {
  '/v1/hello': 'GET',
  '/v1/reports': 'GET',
  '/v1/leave': 'POST',
  '/v1/bulk': 'POST',
  '/v1/office': 'PUT',
  '/v1/courtesy': 'PUT',
  '/v1/probes': 'POST',
};
const filePath = /^\/v1\/files\/([0-9a-f]{64})$/;
const replicaPath = /^\/v1\/replicas\/([^/]+)(\/generate|\/embed)?$/;

/** One call of the coordinator. */
interface Call {
  readonly stream: ServerHttp2Stream;
  readonly method: string;
  readonly path: string;
  /** @throws ProblemError stale_command when a newer command was carried out */
  readonly admitCommand: () => void;
  readonly signal: AbortSignal;
}

/** An older coordinator does not say it. */
const generationOf = (headers: IncomingHttpHeaders): number => Number(headers[generationHeader] ?? 0) || 0;

/** The agent API on the tunnel's HTTP/2 sessions. */
export class AgentApi {
  readonly #services: AgentServices;
  readonly #log: Log;
  readonly #order = new CommandOrder();

  constructor(services: AgentServices, log: Log) {
    this.#services = services;
    this.#log = log;
  }

  serve(session: ServerHttp2Session): void {
    const admit = this.#order.open();
    session.on('stream', (stream, headers) => {
      const admitCommand = (): void => admit(generationOf(headers));
      const call = { stream, method: headers[':method'] ?? '', path: headers[':path'] ?? '', admitCommand };
      void answerCall(stream, (signal) => this.#route({ ...call, signal }), this.#log);
    });
  }

  async #route(agentCall: Call): Promise<void> {
    const { stream, method, path, signal } = agentCall;
    const call = `${method} ${path}`;
    // The first three stay as they are in every version; what their bodies hold is not looked at.
    if (call === 'GET /v1/hello') sendJson(stream, 200, this.#services.hello());
    else if (call === 'POST /v1/leave') this.#accept(stream, () => this.#services.leave());
    else if (call === 'POST /v1/bulk') this.#accept(stream, () => this.#services.openBulk());
    else if (call === 'GET /v1/reports') await this.#reports(stream, signal);
    else if (call === 'PUT /v1/office') {
      this.#services.office(await readBody(stream, OfficeNote));
      sendJson(stream, 204, null);
    } else if (call === 'PUT /v1/courtesy') {
      this.#services.courtesy(await readBody(stream, CourtesyNote));
      sendJson(stream, 204, null);
    } else if (call === 'POST /v1/probes') {
      sendJson(stream, 200, await this.#services.probe(await readBody(stream, ProbeRequest), signal));
    } else if (filePath.test(path)) await this.#dropFile(stream, method, path);
    else await this.#routeReplica(agentCall);
  }

  async #dropFile(stream: ServerHttp2Stream, method: string, path: string): Promise<void> {
    allowMethod(method, 'DELETE');
    const { reason } = await readBody(stream, FileFarewell);
    await this.#services.dropFile(path.slice('/v1/files/'.length), reason ?? 'The office took the model away.');
    sendJson(stream, 204, null);
  }

  #accept(stream: ServerHttp2Stream, work: () => void): void {
    stream.resume();
    sendJson(stream, 202, {});
    work();
  }

  async #routeReplica({ stream, method, path, admitCommand, signal }: Call): Promise<void> {
    const [, replicaId, work] = replicaPath.exec(path) ?? [];
    if (replicaId === undefined) {
      const known = knownPaths[path];
      return known ? allowMethod(method, known) : refuse('not_found', `The agent API has no ${path}.`);
    }
    if (work) {
      allowMethod(method, 'POST');
      if (work === '/embed') await this.#embed(stream, replicaId, signal);
      else await this.#generate(stream, replicaId, signal);
    } else if (method === 'DELETE') {
      admitCommand();
      this.#services.drop(replicaId);
      sendJson(stream, 202, {});
    } else {
      allowMethod(method, 'PUT');
      const spec = await this.#readSpec(stream, replicaId);
      // Only now: while a body was under way, a newer command may have come.
      admitCommand();
      this.#services.put(spec);
      sendJson(stream, 202, {});
    }
  }

  async #readSpec(stream: ServerHttp2Stream, replicaId: string): Promise<ReplicaSpec> {
    const spec = await readBody(stream, ReplicaSpec);
    if (spec.replicaId !== replicaId)
      refuse('invalid_request', 'replicaId differs from the address.', { param: 'replicaId' });
    return spec;
  }

  async #reports(stream: ServerHttp2Stream, signal: AbortSignal): Promise<void> {
    const change = new ChangeSignal();
    const stop = this.#services.onChange(() => change.notify());
    startLines(stream);
    try {
      while (!signal.aborted) {
        await writeLine(stream, this.#services.report(), signal);
        await pause(gatherMs, signal);
        await change.wait(this.#services.busy() ? busyReportMs : quietReportMs - gatherMs, signal);
      }
    } finally {
      stop();
    }
  }

  async #generate(stream: ServerHttp2Stream, replicaId: string, signal: AbortSignal): Promise<void> {
    const request = await readBody(stream, GenerateRequest);
    await sendFrames(stream, this.#services.generate(replicaId, request, signal), signal);
  }

  async #embed(stream: ServerHttp2Stream, replicaId: string, signal: AbortSignal): Promise<void> {
    const request = await readBody(stream, EmbedRequest);
    await sendFrames(stream, this.#services.embed(replicaId, request, signal), signal);
  }
}
