import { onTestFinished } from 'vitest';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { quietLog } from './quiet-log.ts';
import { until } from './until.ts';
import type { AgentLink } from '../../main/link/agent-link.ts';
import { type Identity as OfficeIdentity, openIdentity } from '../../main/link/identity.ts';
import { TunnelServer } from '../../main/link/tunnel-server.ts';
import type { Identity } from '../../node-agent/link/identity.ts';
import type { DialTarget } from '../../node-agent/link/dial.ts';
import type { Enrolment } from '../../node-agent/link/enrolment.ts';
import { tempDir } from './temp-dir.ts';

/** The coordinator's end of the tunnel, with its real code and nothing behind it. Closed with the test. */
export interface OfficeEnd {
  /** Where it is dialled. */
  readonly target: DialTarget & { readonly pin: string };
  readonly enrolment: Enrolment;
  /** Lets a machine in. */
  admit(machine: Pick<Identity, 'machineId' | 'certificate'>): void;
  /** The link that was opened after so many others. */
  link(number: number): Promise<AgentLink>;
  close(): Promise<void>;
}

/** @param port and identity of an earlier one: a coordinator that comes back */
export async function openOfficeEnd(
  port = 0,
  identity?: OfficeIdentity,
): Promise<OfficeEnd & { identity: OfficeIdentity }> {
  const own = identity ?? (await openIdentity(tempDir()));
  const admitted: { id: string; fingerprint: string }[] = [];
  const links: AgentLink[] = [];
  const server = new TunnelServer({
    identity: own,
    admitted: (fingerprint) => admitted.find((one) => one.fingerprint === fingerprint) ?? null,
    joinDoor: null,
    onLink: (link) => void links.push(link),
    log: quietLog,
  });
  const bound = await server.listen(port, '127.0.0.1');
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= server.close());
  onTestFinished(close);
  return {
    identity: own,
    target: { address: '127.0.0.1', port: bound, pin: own.pin },
    enrolment: { addresses: [`127.0.0.1:${bound}`], pin: own.pin, officeName: 'Test' },
    admit: ({ machineId, certificate }) => {
      admitted.push({ id: machineId, fingerprint: fingerprintOf(certificate) });
    },
    link: (number) => until(`link ${number} is open`, () => links[number]),
    close,
  };
}
