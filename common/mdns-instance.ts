/** mDNS on one adapter: bonjour-service, held so that nothing on the network and no vanished adapter can end the process. */
import type { EventEmitter } from 'node:events';
import Bonjour, { type ServiceConfig } from 'bonjour-service';
import { mdnsType } from '../contract/enrolment.ts';
import { type HeardService, servicesIn } from './mdns-services.ts';

/** What is announced. */
export interface MdnsRecord {
  /** Unique in the network: equal names silence each other. */
  readonly name: string;
  /** Null for what listens nowhere. */
  readonly port: number | null;
  readonly txt: Readonly<Record<string, string>>;
}

export interface MdnsInstance {
  /** Asks the network for the services that are listened for. */
  ask(): void;
  /** @param goodbye whether others are told that what was announced is gone */
  close(goodbye: boolean): Promise<void>;
}

export interface MdnsInstanceOptions {
  /** IPv4 address of the adapter. */
  readonly address: string;
  readonly announced: MdnsRecord | null;
  /** "_ssh._tcp". */
  readonly types: ReadonlySet<string>;
  readonly onHeard: (service: HeardService) => void;
  /** The adapter cannot be used for it: the port is held by another program, or the adapter is gone. */
  readonly onProblem: (error: Error) => void;
}

export type OpenMdnsInstance = (options: MdnsInstanceOptions) => MdnsInstance;

/** The part of multicast-dns that bonjour-service has inside. */
interface MulticastDns extends EventEmitter {
  query(questions: readonly { name: string; type: 'PTR' }[]): void;
}

/** The port of "discard", since the library refuses 0: nobody dials it. */
const noPort = 9;
const goodbyeMs = 500;

export const openMdnsInstance: OpenMdnsInstance = ({ address, announced, types, onHeard, onProblem }) => {
  const where = { interface: address, bind: '0.0.0.0' } as Partial<ServiceConfig>;
  const bonjour = new Bonjour(where, onProblem);
  // Reached into, because the library leaves its socket's errors to nobody, which would end the process, and its browser neither
  // says when a service is heard again nor notices that it moved to another address.
  const { mdns } = (bonjour as unknown as { readonly server: { readonly mdns: MulticastDns } }).server;
  mdns.on('error', onProblem);
  mdns.on('response', (packet: unknown, from: { readonly address: string }) => {
    for (const service of servicesIn(packet, from.address, types)) onHeard(service);
  });
  if (announced) {
    bonjour.publish({
      name: announced.name,
      type: mdnsType,
      port: announced.port ?? noPort,
      txt: announced.txt,
      // A name of its own: the PC's is announced by the system, which would take ours for a conflict.
      host: `${announced.name}.local`,
      // No question first whether the name is free: the instance of another adapter of this PC would answer it.
      probe: false,
    });
  }
  return {
    ask: () => mdns.query([...types].map((type) => ({ name: `${type}.local`, type: 'PTR' }))),
    close: async (goodbye) => {
      if (goodbye) await within(goodbyeMs, (done) => bonjour.unpublishAll(done));
      await within(goodbyeMs, (done) => bonjour.destroy(done));
    },
  };
};

/** Waits for a callback, but no longer than this: without an adapter it may never come. */
const within = (milliseconds: number, start: (done: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    start(() => {
      clearTimeout(timer);
      resolve();
    });
  });
