/**
 * Where agents dial in: TLS 1.3 with pinned certificates on both sides. A certificate that was not let in ends in the
 * handshake, before a byte of ours is read.
 */
import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { fingerprintOf } from '../../common/fingerprint.ts';
import type { LeaseOptions } from '../../common/lease.ts';
import { talkProtocol } from '../../contract/agent-api.ts';
import { problem, ProblemError } from '../../contract/problem.ts';
import type { Log } from '../../common/log.ts';
import { AgentLink } from './agent-link.ts';
import type { Identity } from './identity.ts';

export interface Admitted {
  readonly id: string;
  readonly certificate: string;
  readonly fingerprint: string;
}

interface TunnelServerOptions {
  readonly identity: Identity;
  /** The machines that may come in; asked again at each `admit`. */
  readonly admitted: () => readonly Admitted[];
  readonly onLink: (link: AgentLink) => void;
  readonly log: Log;
  readonly lease?: LeaseOptions;
}

const handshakeTimeoutMs = 5_000;

export class TunnelServer {
  readonly #options: TunnelServerOptions;
  readonly #server: Server;
  readonly #links = new Set<AgentLink>();
  readonly #sockets = new Set<Socket>();

  constructor(options: TunnelServerOptions) {
    this.#options = options;
    this.#server = createServer({
      ...this.#context(),
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: true,
      handshakeTimeout: handshakeTimeoutMs,
      ALPNProtocols: [talkProtocol],
    });
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('secureConnection', (socket) => this.#welcome(socket));
    this.#server.on('tlsClientError', (error, socket) => {
      options.log.warn({ from: socket.remoteAddress, reason: error.message }, 'a tunnel was refused in the handshake');
      socket.destroy();
    });
  }

  /** @returns the port that agents dial. @throws ProblemError port_busy */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        const busy = error.code === 'EADDRINUSE';
        const sentence = `Port ${port}, where the machines’ agents connect, is used by another program.`;
        const action = 'Start with another one: --agents-port 0 takes any free port.';
        reject(busy ? new ProblemError(problem('port_busy', sentence, { action }), { cause: error }) : error);
      });
      this.#server.listen(port, host, () => resolve((this.#server.address() as { port: number }).port));
    });
  }

  /** Reads the admitted machines again: one that was just let in may dial at once. */
  admit(): void {
    this.#server.setSecureContext({ ...this.#context(), minVersion: 'TLSv1.3' });
  }

  async close(): Promise<void> {
    for (const link of this.#links) link.close();
    // Those in the middle of a handshake, too: the server would wait for them.
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #context() {
    const { identity, admitted } = this.#options;
    // An empty list, not a missing one: without a list Node would trust the public authorities.
    return { key: identity.key, cert: identity.certificate, ca: admitted().map((machine) => machine.certificate) };
  }

  #welcome(socket: TLSSocket): void {
    const certificate = socket.getPeerX509Certificate();
    const fingerprint = certificate && fingerprintOf(certificate);
    const machine = this.#options.admitted().find((known) => known.fingerprint === fingerprint);
    if (!machine || socket.alpnProtocol !== talkProtocol) {
      this.#options.log.warn({ from: socket.remoteAddress, alpn: socket.alpnProtocol }, 'a tunnel was refused');
      socket.destroy();
      return;
    }
    const link = new AgentLink(machine.id, socket, this.#options.lease);
    this.#links.add(link);
    void link.closed.then(() => this.#links.delete(link));
    this.#options.onLink(link);
  }
}
