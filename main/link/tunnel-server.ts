/**
 * Where agents dial in: TLS 1.3, three doors on one port. Talk and bulk are for machines of this office: TLS proves that the other
 * side has the key of the certificate that it shows, and the certificate's fingerprint is looked up before a byte of its own is
 * read. Join is for any certificate, under tight limits. docs/adr/0009-one-port-three-doors.md says why the check is ours.
 */
import { constants } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { fingerprintOf } from '../../common/fingerprint.ts';
import type { LeaseOptions } from '../../common/lease.ts';
import type { Log } from '../../common/log.ts';
import { bulkProtocol, talkProtocol } from '../../contract/agent-api.ts';
import { joinProtocol } from '../../contract/enrolment.ts';
import { problem, ProblemError } from '../../contract/problem.ts';
import { AgentLink } from './agent-link.ts';
import { BulkLinks } from './bulk-links.ts';
import { FairSockets } from './fair-sockets.ts';
import type { Identity } from './identity.ts';
import { RefusalLog } from './refusal-log.ts';

interface TunnelServerOptions {
  readonly identity: Identity;
  /** The machine that may come in with this certificate; asked at each connection. */
  readonly admitted: (fingerprint: string) => { readonly id: string } | null;
  /** Answers at the door for machines that are not let in yet; null keeps it shut. It is given sockets, and never listens. */
  readonly joinDoor: HttpServer | null;
  readonly onLink: (link: AgentLink) => void;
  readonly log: Log;
  readonly lease?: LeaseOptions;
}

const handshakeTimeoutMs = 5_000;
/** A stranger's socket serves one request and is closed then, however that goes. */
const joinSocketMs = 10_000;
const joinLimits = { total: 64, perAddress: 8 };
/** Connections that have not finished their handshake. */
const handshakeLimits = { total: 256, perAddress: 64 };

export class TunnelServer {
  readonly #options: TunnelServerOptions;
  readonly #server: Server;
  readonly #links = new Set<AgentLink>();
  readonly #bulk = new BulkLinks();
  readonly #handshakes = new FairSockets(handshakeLimits);
  readonly #joining: FairSockets;
  readonly #refusals: RefusalLog;

  constructor(options: TunnelServerOptions) {
    this.#options = options;
    this.#refusals = new RefusalLog(options.log);
    const onDrop = ({ remoteAddress }: Socket): void => this.#refusals.note(remoteAddress, 'too many ask to join');
    this.#joining = new FairSockets({ ...joinLimits, onDrop });
    this.#server = createServer({
      key: options.identity.key,
      cert: options.identity.certificate,
      // An empty list, not a missing one: without a list Node would load the public authorities.
      ca: [],
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: handshakeTimeoutMs,
      ALPNProtocols: [talkProtocol, bulkProtocol, joinProtocol],
      // Every connection proves its key anew: a session that could go on would stand in for it.
      secureOptions: constants.SSL_OP_NO_TICKET,
    });
    this.#server.on('connection', (socket: Socket) => this.#handshakes.add(socket));
    this.#server.on('secureConnection', (socket) => this.#welcome(socket));
    this.#server.on('tlsClientError', (error, socket) => {
      this.#refusals.note(socket.remoteAddress, error.message);
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

  /** Closes the tunnels of machines that are no longer let in. */
  recheck(): void {
    for (const link of this.#links) if (!this.#options.admitted(link.fingerprint)) link.close();
  }

  async close(): Promise<void> {
    for (const link of this.#links) link.close();
    this.#bulk.close();
    this.#joining.close();
    // The server would wait for those in the middle of a handshake.
    this.#handshakes.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #welcome(socket: TLSSocket): void {
    this.#handshakes.release(socket);
    // What breaks here shows as the socket's end.
    socket.on('error', () => undefined);
    const certificate = socket.getPeerX509Certificate();
    if (!certificate) return this.#refuse(socket, 'it shows no certificate');
    if (socket.alpnProtocol === joinProtocol) return this.#welcomeToJoin(socket);
    const fingerprint = fingerprintOf(certificate);
    const machine = this.#options.admitted(fingerprint);
    if (!machine) return this.#refuse(socket, 'its certificate was not let in');
    if (socket.alpnProtocol === talkProtocol) this.#openLink(machine.id, fingerprint, socket);
    else if (socket.alpnProtocol === bulkProtocol) this.#bulk.take(machine.id, socket);
    else this.#refuse(socket, 'it names no protocol');
  }

  #openLink(machineId: string, fingerprint: string, socket: TLSSocket): void {
    const link = new AgentLink({ machineId, fingerprint, socket, bulk: this.#bulk, lease: this.#options.lease ?? {} });
    this.#links.add(link);
    void link.closed.then(() => this.#forget(link));
    this.#options.onLink(link);
  }

  #forget(link: AgentLink): void {
    this.#links.delete(link);
    // A twin that was refused must not close what the first one uses.
    if (![...this.#links].some(({ machineId }) => machineId === link.machineId)) this.#bulk.close(link.machineId);
  }

  #welcomeToJoin(socket: TLSSocket): void {
    const { joinDoor } = this.#options;
    if (!joinDoor) return this.#refuse(socket, 'nobody can join');
    this.#joining.add(socket);
    // An HTTP server that does not listen enforces no time limits of its own.
    const timer = setTimeout(() => socket.destroy(), joinSocketMs);
    socket.once('close', () => clearTimeout(timer));
    joinDoor.emit('connection', socket);
  }

  #refuse(socket: TLSSocket, reason: string): void {
    this.#refusals.note(socket.remoteAddress, reason);
    socket.destroy();
  }
}
