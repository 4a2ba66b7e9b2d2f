/** What shall run, as the window's API shows and commands it, over the rooms that run. */
import type { Deployed, WhatIf, WhatIfChange, WhatIfRequest } from '../../contract/deployments.ts';
import type { DownloadView } from '../../contract/library.ts';
import type { Deployment, DeploymentWishes } from '../../contract/model.ts';
import type { OfficeFile } from '../../contract/office-file.ts';
import { refuse } from '../../contract/problem.ts';
import type { DeploymentsOffice } from '../control/deployments-office.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { ModelBook } from '../ledger/models.ts';
import { markFor } from '../library/marks.ts';
import { usualDeployment, withWishes } from '../library/usual-deployment.ts';
import type { PlacementLoop } from '../placement/placement-loop.ts';
import { asOffice } from '../planner/live/as-office.ts';
import { compare } from '../planner/what-if/compare.ts';
import { withChange, type Change } from '../planner/what-if/with-change.ts';
import type { LiveModels } from './live-models.ts';
import { wishedFiles, type WishedFiles } from './wished-files.ts';

interface LiveDeploymentsParts {
  readonly models: ModelBook;
  readonly inventory: Inventory;
  readonly placement: PlacementLoop;
  /** Brings files that are not here. */
  readonly files: Pick<LiveModels, 'catalogue' | 'download'>;
}

export class LiveDeployments implements DeploymentsOffice {
  readonly #parts: LiveDeploymentsParts;

  constructor(parts: LiveDeploymentsParts) {
    this.#parts = parts;
  }

  deploy(model: string, wishes: DeploymentWishes): Deployed {
    const { models, placement } = this.#parts;
    const files = this.#files(model, wishes);
    this.#check(model, wishes, files);
    const downloads = files.missing.map(({ name }) => this.#download(model, name, wishes));
    // Files that are still to come are allowed when they are here; all else is done at once.
    const isDeployed = models.deployments().some((one) => one.model === model);
    if (isDeployed || files.here.length > 0)
      models.putDeployment(this.#deployment(model, wishes, { ...files, missing: [] }));
    placement.planNow();
    const refusal = placement.plan.refusals.find((one) => one.model === model);
    const problem = refusal && { reason: refusal.reason, effect: refusal.effect, action: refusal.action };
    return { model, download: downloads[0] ?? null, problem: problem ?? null };
  }

  undeploy(model: string): void {
    const { models, placement } = this.#parts;
    if (!models.removeDeployment(model)) {
      refuse('model_not_found', `No deployment of ${model} is there.`, {
        effect: 'Nothing was changed.',
        action: 'Look at the list of models.',
      });
    }
    placement.planNow();
  }

  whatIf({ changes }: WhatIfRequest): WhatIf {
    const { models, placement } = this.#parts;
    const before = placement.snapshot();
    const downloads: { model: string; bytes: number }[] = [];
    const marks = models.marks();
    let after = before;
    for (const one of changes) {
      const change = this.#resolve(one);
      if (change.kind === 'deploy') {
        const { model } = change.deployment;
        downloads.push(...change.variants.map(({ sizeBytes }) => ({ model, bytes: sizeBytes })));
        const parameters = change.variants[0]?.facts.parameters ?? 0;
        if (!marks.has(model)) marks.set(model, markFor(model, parameters, marks));
      }
      after = withChange(after, change);
    }
    return compare({ before, after, marks, downloads });
  }

  officeFile(): OfficeFile {
    const snapshot = this.#parts.placement.snapshot();
    const { office } = asOffice(snapshot);
    if (snapshot.cpuMachines) return office;
    // A file knows no demo model: a processor in it would take any.
    const machines = office.machines.map((machine) => ({
      ...machine,
      gpus: machine.gpus.filter(({ backend }) => backend !== 'cpu'),
    }));
    return { ...office, machines, policy: { ...office.policy, allowCpu: false } };
  }

  #resolve(change: WhatIfChange): Change {
    if (change.kind !== 'deploy') return change;
    const { model, wishes } = change;
    const files = this.#files(model, wishes);
    this.#check(model, wishes, files);
    return { kind: 'deploy', deployment: this.#deployment(model, wishes, files), variants: files.missing };
  }

  #files(model: string, wishes: DeploymentWishes): WishedFiles {
    const { models, files } = this.#parts;
    const suggested = files.catalogue().find(({ name }) => name === model)?.suggested;
    return wishedFiles({ model, wishes, known: models.variants(), suggested });
  }

  /** The wish as it will be when all its files are here. */
  #deployment(model: string, wishes: DeploymentWishes, { here, missing, all }: WishedFiles): Deployment {
    const deployments = this.#parts.models.deployments();
    const existing = deployments.find((one) => one.model === model);
    const files = [...all, ...missing];
    const [best = files[0]] = here;
    if (!best) throw new RangeError(`no file of ${model}`);
    const usual = existing ?? usualDeployment(best, new Set(deployments.map(({ id }) => id)), Date.now());
    const quantizations = wishes.quantizations ?? (existing ? undefined : files.map(({ name }) => name));
    return withWishes(usual, { ...wishes, quantizations }, files);
  }

  #download(model: string, quantization: string, wishes: DeploymentWishes): DownloadView {
    return this.#parts.files.download({ name: model, quantization, wishes });
  }

  /** @throws ProblemError invalid_request */
  #check(model: string, { contextLength, pins }: DeploymentWishes, { here, missing }: WishedFiles): void {
    const files = [...here, ...missing];
    const most = Math.max(...files.map(({ facts }) => facts.trainedContext));
    if (contextLength !== undefined && contextLength > most) {
      refuse(
        'invalid_request',
        `${model} takes a context of ${most.toLocaleString('en')} tokens at most, not ${contextLength.toLocaleString('en')}.`,
        { param: 'contextLength', action: `Choose ${most.toLocaleString('en')} tokens or less.` },
      );
    }
    for (const { machineId, gpuId } of pins ?? []) {
      const machine = this.#parts.inventory.machine(machineId);
      if (!machine?.gpus.some(({ id }) => id === gpuId)) {
        refuse('invalid_request', `The card ${gpuId} of ${machine?.name ?? machineId} is not in this office.`, {
          param: 'pins',
        });
      }
    }
  }
}
