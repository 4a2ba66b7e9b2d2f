/** The tunnels that are open now. Each one fills the inventory with what its agent says, until it breaks. */
import type { z } from 'zod';
import { compatible } from '../../common/compatible.ts';
import type { Log } from '../../common/log.ts';
import { version } from '../../common/version.ts';
import {
  agentProtocol,
  oldestAgentProtocol,
  type CourtesyNote,
  type HelloHead,
  type OfficeNote,
} from '../../contract/agent-api.ts';
import type { Notice } from '../../contract/notice.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { AgentLink, Hello } from '../link/agent-link.ts';
import { Twins } from './twins.ts';
import { unreadableNotice, versionNotice } from './version-notice.ts';

/** What is alive answers in milliseconds. */
const answerWithinMs = 1_000;
const ours = { version, protocol: agentProtocol, oldestProtocol: oldestAgentProtocol };

export class Tunnels {
  readonly #inventory: Inventory;
  readonly #log: Log;
  readonly #twins: Twins;
  readonly #links = new Map<string, AgentLink>();
  /** Tunnels of one machine are taken one after the other: each is measured against the one before. */
  readonly #turns = new Map<string, Promise<void>>();
  #note: OfficeNote | null = null;
  #courtesy: CourtesyNote | null = null;

  constructor(inventory: Inventory, log: Log) {
    this.#inventory = inventory;
    this.#log = log;
    this.#twins = new Twins(inventory, log);
  }

  /** The tunnel to a machine, or undefined while there is none. */
  to(machineId: string): AgentLink | undefined {
    return this.#links.get(machineId);
  }

  /** Says to every agent, now and when it connects, where the coordinator can be dialled. */
  announce(note: OfficeNote): void {
    this.#note = note;
    for (const link of this.#links.values()) void this.#tell(link);
  }

  /** Says to every agent, now and when it connects, what the office does for the people at its PCs. */
  announceCourtesy({ keepAwake }: CourtesyNote): void {
    this.#courtesy = { keepAwake };
    for (const link of this.#links.values()) void this.#tellCourtesy(link);
  }

  /** Takes a tunnel that an agent has just opened, and serves it to its end. A newer one of the same machine replaces the older. */
  async take(link: AgentLink): Promise<void> {
    const { machineId } = link;
    const turn = (this.#turns.get(machineId) ?? Promise.resolve()).then(() => this.#admit(link));
    const settled = turn.then(() => undefined);
    this.#turns.set(machineId, settled);
    const admitted = await turn;
    if (this.#turns.get(machineId) === settled) this.#turns.delete(machineId);
    if (admitted) await this.#serve(link);
  }

  /** This PC woke up: tunnels that died meanwhile are closed at once, so that their agents need not be waited for. */
  async recheck(): Promise<void> {
    const links = [...this.#links.values()];
    await Promise.all(links.map(async (link) => (await link.answers(answerWithinMs)) || link.close()));
  }

  close(): void {
    this.#twins.close();
  }

  /** @returns false when it was refused. */
  async #admit(link: AgentLink): Promise<boolean> {
    const older = this.#links.get(link.machineId);
    if (older && (await this.#twins.isTwin(older, link))) {
      link.close();
      return false;
    }
    older?.close();
    this.#links.set(link.machineId, link);
    return true;
  }

  async #serve(link: AgentLink): Promise<void> {
    const { machineId } = link;
    const open = new AbortController();
    void link.closed.then(() => open.abort());
    try {
      await this.#follow(link, await link.hello(open.signal), open.signal);
    } catch (error) {
      if (!open.signal.aborted) this.#log.warn({ err: error, machineId }, 'a tunnel broke');
    } finally {
      link.close();
      this.#forget(link);
    }
  }

  async #follow(link: AgentLink, { head, whole }: Hello, signal: AbortSignal): Promise<void> {
    const { machineId, address } = link;
    const found = compatible(ours, { version: head.agentVersion, protocol: head.protocol });
    if (found !== 'works') return this.#hold(link, head, versionNotice(found, head.agentVersion));
    if (!whole) return this.#hold(link, head, unreadableNotice(head.agentVersion));
    this.#log.info(
      { machineId, address, agent: head.agentVersion, replicas: whole.replicas.length },
      'a machine is connected',
    );
    const returning = this.#inventory.connected(machineId, { hello: whole, address });
    if (returning) void link.steady.then(() => this.to(machineId) === link && this.#inventory.steady(machineId));
    void this.#tell(link);
    void this.#tellCourtesy(link);
    let unreadable = 0;
    // The first of a tunnel: an agent that says nothing else must not fill the disk.
    const onUnreadable = (error: z.ZodError): void => {
      const [why] = error.issues;
      if (unreadable++ === 0) this.#log.warn({ machineId, why }, 'a report is unreadable');
    };
    for await (const report of link.reports(signal, onUnreadable)) this.#inventory.reported(machineId, report);
  }

  /** Keeps a tunnel that cannot be used: the agent can be updated over it, or be told to leave. */
  async #hold(link: AgentLink, head: HelloHead, notice: Notice): Promise<void> {
    const { machineId, address } = link;
    this.#log.warn(
      { machineId, theirs: head.agentVersion, protocol: head.protocol },
      'the agent speaks another version',
    );
    this.#inventory.stopped(machineId, { head, address, notice });
    await link.closed;
  }

  async #tell(link: AgentLink): Promise<void> {
    // The agent of this PC is told by its parent, and dials loopback.
    if (!this.#note || this.#inventory.machine(link.machineId)?.local !== false) return;
    await link.tellOffice(this.#note).catch((error: unknown) => {
      this.#log.info({ err: error, machineId: link.machineId }, 'a machine was not told where the office is');
    });
  }

  async #tellCourtesy(link: AgentLink): Promise<void> {
    if (!this.#courtesy) return;
    await link.tellCourtesy(this.#courtesy).catch((error: unknown) => {
      // An older agent has no such call, and goes on as it always did.
      if (error instanceof ProblemError && error.problem.code === 'not_found') return;
      this.#log.info({ err: error, machineId: link.machineId }, 'a machine was not told of the courtesies');
    });
  }

  #forget(link: AgentLink): void {
    if (this.#links.get(link.machineId) !== link) return;
    this.#links.delete(link.machineId);
    this.#inventory.lost(link.machineId);
    this.#log.warn({ machineId: link.machineId }, 'a machine is lost');
  }
}
