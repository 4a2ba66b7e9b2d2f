/**
 * An office that moves files when it is told to: the coordinator's own tunnels, library and gateway, with the fake agent of its PC
 * as the one that answers. Usage: copy-office DATA FILE SHA256 HUB. It first writes {port, agents, tokens} as JSON; then it does what each line
 * of its input says, and writes a line when that is done:
 *
 *   machines N   waits until so many other machines are connected
 *   copy N       brings the file to so many machines at once; each deletes it again afterwards, which is not in the time
 *   download     loads the file from the hub, and deletes it again
 *
 * The answer is how long it took, in milliseconds.
 */
import { statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../main/base/clock.ts';
import { findPrograms } from '../../main/coordinator/programs.ts';
import { openTunnels } from '../../main/coordinator/open-tunnels.ts';
import { Tunnels } from '../../main/coordinator/tunnels.ts';
import type { Fleet, VectorFleet } from '../../main/gateway/fleet.ts';
import { Inventory } from '../../main/inventory/inventory.ts';
import { openLedger } from '../../main/ledger/ledger.ts';
import { ModelBook } from '../../main/ledger/models.ts';
import { DownloadFiles } from '../../main/library/download-files.ts';
import { Downloads } from '../../main/library/downloads.ts';
import { hubOf } from '../../main/library/hub.ts';
import { Library } from '../../main/library/library.ts';
import { Throttle } from '../../main/library/throttle.ts';
import { systemWaitingClock } from '../../main/library/waiting-clock.ts';
import { wantedOfHub } from '../../main/library/wanted-model.ts';
import type { AgentLink } from '../../main/link/agent-link.ts';
import { Courtesies } from '../../main/settings/courtesies.ts';
import { OfficeCard } from '../../main/settings/office-card.ts';
import { loadSettings } from '../../main/settings/settings.ts';
import { aGpu } from '../../test/support/a-gpu.ts';
import { demoSpec } from '../../test/support/engine/demo-spec.ts';
import { serveGateway } from '../../test/support/gateway/gateway-server.ts';
import { quietLog } from '../../test/support/quiet-log.ts';

const mostMachines = 3;
const lookEveryMs = 5;
const never = new AbortController().signal;

const [dataDir = '', file = '', sha256 = '', endpoint = ''] = process.argv.slice(2);
const sizeBytes = statSync(file).size;
const spec = demoSpec({ slots: 4, gpuIds: [aGpu().id] });
const opened = new AsyncDisposableStack();
const db = openLedger(dataDir);
const inventory = new Inventory(systemClock);
const tunnels = new Tunnels(inventory, quietLog);
const library = new Library(dataDir, new ModelBook(db));
const programs = { ...findPrograms(), agent: 'test/support/fake-agent.ts' };
const settings = loadSettings(dataDir);
const card = new OfficeCard(dataDir, settings.office);
const courtesies = new Courtesies(dataDir, settings.courtesy);
const parts = { dataDir, settings, card, courtesies, db, inventory, tunnels, library, programs, log: quietLog, opened };
const door = await openTunnels(parts);
const downloads = new Downloads({
  hub: hubOf({ HF_ENDPOINT: endpoint }, null),
  library,
  files: new DownloadFiles(library.downloadFolder),
  throttle: new Throttle(systemWaitingClock, () => null),
  clock: systemWaitingClock,
  random: Math.random,
  stallMs: 10_000,
  log: quietLog,
});

/** Looks now and then until there is something. */
async function until<Value>(look: () => Value | undefined | false): Promise<Value> {
  for (;;) {
    const seen = look();
    if (seen) return seen;
    await wait(lookEveryMs);
  }
}

const linksOf = (local: boolean): AgentLink[] =>
  inventory
    .machines()
    .filter((machine) => machine.local === local && machine.state === 'online')
    .flatMap(({ id }) => tunnels.to(id) ?? []);

async function copy(count: number): Promise<number> {
  const links = linksOf(false).slice(0, count);
  const started = performance.now();
  await Promise.all(
    links.map(async (link) => {
      const bulk = await link.bulk(never);
      await bulk.copy({ sha256, sizeBytes, file, budgetBytes: null }, { signal: never });
    }),
  );
  const ms = performance.now() - started;
  await Promise.all(links.map((link) => link.dropFile(sha256, null)));
  return ms;
}

async function download(): Promise<number> {
  const started = performance.now();
  const { id } = downloads.start(wantedOfHub('bench/model', 'model-Q8_0.gguf'));
  const ended = await until(() =>
    downloads.list().find((one) => one.id === id && ['done', 'failed'].includes(one.state)),
  );
  if (ended.state === 'failed') throw new Error(ended.problem?.message);
  const ms = performance.now() - started;
  library.remove(ended.model);
  await library.sweep(() => false);
  return ms;
}

door.startAgent();
const streamer = await until(() => linksOf(true)[0]);
await streamer.putReplica(spec);
await until(() => inventory.machines().some(({ replicas }) => replicas.some(({ state }) => state === 'ready')));
const fleet: Fleet & VectorFleet = {
  snapshot: () => ({
    models: [
      { kind: 'chat', name: spec.model, contextLength: spec.contextLength, file: null, addedAt: 0, refusal: null },
    ],
    replicas: [
      {
        replicaId: spec.replicaId,
        machineName: 'this',
        model: spec.model,
        variant: spec.variant.sha256,
        state: 'ready',
        slots: spec.slots,
        slotsBusy: 0,
        tokensPerSecond: 0,
      },
    ],
  }),
  onChange: () => () => undefined,
  generate: (replicaId, request, signal) => streamer.generate(replicaId, request, signal),
  embed: (replicaId, request, signal) => streamer.embed(replicaId, request, signal),
};
const gateway = await serveGateway(fleet);
const tokens = Array.from({ length: mostMachines }, () => door.enrolment.createToken().token);
process.stdout.write(`${JSON.stringify({ port: gateway.port, agents: door.addresses()[0], tokens })}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const [what, count = '0'] = line.split(' ');
  const started = performance.now();
  let ms = 0;
  if (what === 'machines')
    await until(() => linksOf(false).length >= Number(count)).then(() => (ms = performance.now() - started));
  else ms = what === 'copy' ? await copy(Number(count)) : await download();
  process.stdout.write(`${ms}\n`);
}
await gateway.close();
await opened.disposeAsync();
db.close();
process.exit(0);
