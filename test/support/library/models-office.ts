/** The models of a running office over a hub of the test's own: one machine with one card, and agents that are never told anything. */
import { onTestFinished } from 'vitest';
import type { Hardware } from '../../../contract/hardware.ts';
import { systemClock } from '../../../main/base/clock.ts';
import { LiveDeployments } from '../../../main/coordinator/live-deployments.ts';
import { LiveModels } from '../../../main/coordinator/live-models.ts';
import { Deployer } from '../../../main/deployer/deployer.ts';
import { Traffic } from '../../../main/inventory/traffic.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MachineUse } from '../../../main/ledger/machine-use.ts';
import { MeasuredLoads } from '../../../main/ledger/measured-loads.ts';
import { plan } from '../../../main/planner/plan.ts';
import { PlacementLoop } from '../../../main/placement/placement-loop.ts';
import { Courtesies } from '../../../main/settings/courtesies.ts';
import { Margin } from '../../../main/settings/margin.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { aGpu, gib } from '../a-gpu.ts';
import { openDownloads } from './download-office.ts';
import { HubServer } from './hub-server.ts';
import { quietLog } from '../quiet-log.ts';
import { ggufBytes, smallLlama } from '../engine/small-gguf.ts';

const at = 'acme/Small-GGUF/small-3b-Q4_K_M.gguf';

const hardware: Hardware = {
  hostName: 'OFFICE-1',
  platform: 'linux',
  osName: 'Debian 12',
  arch: 'x64',
  cpu: 'Core i5',
  cores: 4,
  memoryBytes: 16 * gib,
};

export async function openModels() {
  const hub = await HubServer.open();
  hub.put(at, ggufBytes(smallLlama({}, 20_000)));
  const office = await openDownloads(hub);
  const { folder, book: models, library, downloads } = office;
  const db = openLedger(folder);
  onTestFinished(() => db.close());
  const inventory = new Inventory(systemClock);
  const use = new MachineUse(db);
  const loads = new MeasuredLoads(db, quietLog);
  const settings = loadSettings(folder);
  const deployer = new Deployer(inventory, () => undefined, quietLog);
  const placement = new PlacementLoop({
    inventory,
    traffic: new Traffic(systemClock),
    models,
    loads,
    use,
    deployer,
    settings,
    margin: new Margin(folder, settings.marginBytes),
    courtesies: new Courtesies(folder, settings.courtesy),
    clock: systemClock,
    log: quietLog,
    run: 'run',
    plan,
  });
  onTestFinished(() => placement.close());
  const live = new LiveModels({
    library,
    downloads,
    models,
    loads,
    inventory,
    placement,
    copies: { cancel: () => undefined, wake: () => undefined },
    log: quietLog,
    endpoint: hub.endpoint,
  });
  onTestFinished(() => live.close());
  inventory.know({
    id: 'here',
    name: 'OFFICE-1',
    local: true,
    removing: false,
    certificate: '',
    fingerprint: '',
    machineId: 'm',
  });
  const card = aGpu({ totalBytes: 8 * gib, othersBytes: 0 });
  const hello = { protocol: 1, agentVersion: '0', machineId: 'm', hardware, gpus: [card], replicas: [] };
  inventory.connected('here', { hello, address: '127.0.0.1' });
  const deployments = new LiveDeployments({ models, inventory, placement, files: live });
  return { folder, library, untilState: office.untilState, hub, live, deployments, inventory, placement, card, models };
}
