/**
 * Many agents in one process, each with its own certificate and its own tunnel, and no engine behind it: what a coordinator pays
 * for a machine that is at rest. Usage: fake-fleet FILE, JSON of FleetPlan. Says "listening" when all are connected. For each line
 * on its input it writes the round trips of its PINGs since the line before, in milliseconds, as JSON.
 */
import { readFileSync } from 'node:fs';
import { performServerHandshake, type ServerHttp2Session } from 'node:http2';
import { createInterface } from 'node:readline';
import { version } from '../../common/version.ts';
import { agentProtocol, type AgentHello, type AgentReport } from '../../contract/agent-api.ts';
import { AgentApi } from '../../node-agent/link/agent-api.ts';
import { dial } from '../../node-agent/link/dial.ts';
import type { Identity } from '../../node-agent/link/identity.ts';
import { tunnelOptions } from '../../node-agent/link/stay-connected.ts';
import { readHardware } from '../../node-agent/hardware/read-hardware.ts';
import { aGpu } from '../../test/support/a-gpu.ts';
import { quietLog } from '../../test/support/quiet-log.ts';

export interface FleetPlan {
  readonly port: number;
  /** sha256 of the coordinator's certificate. */
  readonly pin: string;
  readonly identities: readonly Identity[];
}

const beatMs = 1_400;
/** Dialling at once, so that no handshake waits for hundreds of others. */
const dialsAtOnce = 16;
const never = new AbortController().signal;
/** Without a graphics card that can be used: nothing is placed there. */
const report: AgentReport = { gpus: [aGpu({ usable: false, reason: 'It is only measured here.' })], replicas: [] };
const hardware = readHardware();

let roundTrips: number[] = [];

async function connect({ port, pin }: FleetPlan, identity: Identity): Promise<void> {
  const socket = await dial({ address: '127.0.0.1', port, pin }, identity, never);
  const session = performServerHandshake(socket, tunnelOptions);
  session.on('error', () => session.destroy());
  const { machineId } = identity;
  const name = `FAKE-${machineId.slice(0, 8)}`;
  const hello = (): AgentHello => ({
    protocol: agentProtocol,
    agentVersion: version,
    machineId,
    hardware: { ...hardware, hostName: name },
    ...report,
  });
  new AgentApi(servicesOf(hello), quietLog).serve(session);
  await new Promise<void>((resolve) => session.once('remoteSettings', () => resolve()));
  measureBeats(session);
}

const servicesOf = (hello: () => AgentHello): ConstructorParameters<typeof AgentApi>[0] => ({
  hello,
  report: () => report,
  onChange: () => () => undefined,
  busy: () => false,
  put: () => undefined,
  drop: () => undefined,
  generate: () => {
    throw new Error('a fleet that is at rest generates nothing');
  },
  embed: () => {
    throw new Error('a fleet that is at rest makes no vectors');
  },
  office: () => undefined,
  courtesy: () => undefined,
  openBulk: () => undefined,
  probe: () => Promise.reject(new Error('a fleet that is at rest is not probed')),
  dropFile: () => Promise.resolve(),
  leave: () => undefined,
});

function measureBeats(session: ServerHttp2Session): void {
  const timer = setInterval(() => {
    if (!session.destroyed) session.ping((error, milliseconds) => !error && roundTrips.push(milliseconds));
  }, beatMs);
  session.once('close', () => clearInterval(timer));
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as FleetPlan;
const waiting = [...plan.identities];
const dialInTurn = async (): Promise<void> => {
  for (let identity = waiting.pop(); identity; identity = waiting.pop()) await connect(plan, identity);
};
await Promise.all(Array.from({ length: dialsAtOnce }, dialInTurn));
process.stdout.write('listening\n');
createInterface({ input: process.stdin }).on('line', () => {
  process.stdout.write(`${JSON.stringify(roundTrips)}\n`);
  roundTrips = [];
});
