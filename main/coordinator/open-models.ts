/** Opens what brings model files into the office: the hub, the downloads, and the port that the window commands them by. */
import type { Log } from '../../common/log.ts';
import type { Copies } from '../copies/copies.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MeasuredLoads } from '../ledger/measured-loads.ts';
import type { ModelBook } from '../ledger/models.ts';
import { DownloadFiles } from '../library/download-files.ts';
import { Downloads } from '../library/downloads.ts';
import { hubOf } from '../library/hub.ts';
import type { Library } from '../library/library.ts';
import { Throttle } from '../library/throttle.ts';
import { systemWaitingClock } from '../library/waiting-clock.ts';
import type { PlacementLoop } from '../placement/placement-loop.ts';
import type { InternetLine } from '../settings/internet-line.ts';
import type { Settings } from '../settings/settings.ts';
import { LiveDeployments } from './live-deployments.ts';
import { LiveModels } from './live-models.ts';

interface OpenModelsParts {
  readonly library: Library;
  readonly models: ModelBook;
  readonly loads: MeasuredLoads;
  readonly inventory: Inventory;
  readonly placement: PlacementLoop;
  readonly copies: Copies;
  readonly settings: Settings;
  readonly internet: Pick<InternetLine, 'rateAt'>;
  readonly log: Log;
  readonly opened: AsyncDisposableStack;
}

interface OpenModels {
  readonly files: LiveModels;
  readonly deployments: LiveDeployments;
  /** Goes on with downloads that an earlier run left. */
  readonly startDownloads: () => Promise<void>;
}

/** On a line that went dead nothing says so. */
const stallMs = 30_000;

/** @throws ProblemError settings_invalid when HF_ENDPOINT is no web address */
export function openModels({ log, opened, settings, internet, library, ...rooms }: OpenModelsParts): OpenModels {
  const hub = hubOf(process.env, settings.hub.token);
  const downloads = new Downloads({
    hub,
    library,
    log,
    stallMs,
    clock: systemWaitingClock,
    random: Math.random,
    throttle: new Throttle(systemWaitingClock, (now) => internet.rateAt(now)),
    files: new DownloadFiles(library.downloadFolder),
  });
  opened.defer(() => downloads.close());
  const files = new LiveModels({ ...rooms, library, downloads, endpoint: hub.endpoint, log });
  opened.defer(() => files.close());
  const deployments = new LiveDeployments({ ...rooms, files });
  return { files, deployments, startDownloads: () => downloads.open() };
}
