/**
 * The model routes of a scripted office. Downloads advance by themselves; one of a model with "mistral" in its name breaks off
 * once. A path with "missing" is not there, one with "folder" holds two models and a file that is none.
 */
import type { MachineView, ModelView, OfficeState, ReplicaView } from '../../../contract/control-api.ts';
import { WhatIfRequest, type Deployed } from '../../../contract/deployments.ts';
import { DownloadRequest, type CatalogueModel, type DownloadView, type Imported } from '../../../contract/library.ts';
import { DeploymentWishes, type Pin } from '../../../contract/model.ts';
import { problem, refuse } from '../../../contract/problem.ts';
import { aModel } from '../a-model.ts';
import { fakeCatalogue } from './fake-catalogue.ts';
import { download, gb } from './office-parts.ts';
import { fakeWhatIf } from './fake-plan.ts';

interface Office {
  readonly state: OfficeState;
  update(changes: Partial<OfficeState>): void;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}
const done: Answer = { status: 204 };
/** Of a download or a copy in one tick. */
const step = 0.08;

export class FakeModels {
  readonly #office: Office;
  readonly #timer: NodeJS.Timeout;

  constructor(office: Office, tickMs: number) {
    this.#office = office;
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** @param rest the path after /control, split; @throws ProblemError */
  answer(method: string, [room = '', first = '', id = '', verb = '']: readonly string[], body: unknown): Answer {
    switch (`${method} ${room}`) {
      case 'GET models':
        return { status: 200, body: fakeCatalogue(this.#office.state) };
      case 'DELETE models':
        this.#setModels((models) => models.filter(({ name }) => name !== first));
        this.#clear(first);
        return { status: 202 };
      case 'PUT deployments':
        return { status: 200, body: this.#deploy(first, DeploymentWishes.parse(body)) };
      case 'DELETE deployments':
        this.#change(first, (model) => ({
          ...model,
          state: 'off',
          wishes: null,
          readyOn: [],
          planned: 0,
          problem: null,
        }));
        this.#clear(first);
        return done;
      case 'POST plan':
        return { status: 200, body: fakeWhatIf(this.#office.state, WhatIfRequest.parse(body).changes) };
      case 'POST models':
        if (first === 'import') return { status: 200, body: this.#import((body as { path: string }).path) };
        if (first === 'copies') return this.#cancelCopy(id);
        return verb === '' ? this.#download(DownloadRequest.parse(body)) : this.#tellDownload(id, verb);
      default:
        return refuse('not_found', 'There is nothing at this address.');
    }
  }

  #setModels(change: (models: readonly ModelView[]) => ModelView[]): void {
    const models = change(this.#office.state.models).toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
    this.#office.update({ models });
  }

  #change(name: string, change: (model: ModelView) => ModelView): void {
    this.#setModels((models) => models.map((one) => (one.name === name ? change(one) : one)));
  }

  /** Its replicas leave the map. */
  #clear(name: string): void {
    const { machines } = this.#office.state;
    this.#office.update({
      machines: machines.map((one) => ({ ...one, replicas: one.replicas.filter(({ model }) => model !== name) })),
    });
  }

  #entry(name: string): CatalogueModel {
    return (
      fakeCatalogue(this.#office.state).find((one) => one.name === name) ??
      refuse('model_not_found', `Neither this office nor the catalogue has a model ${name}.`)
    );
  }

  #deploy(name: string, wishes: DeploymentWishes): Deployed {
    const known = this.#office.state.models.find((one) => one.name === name);
    const quantization = wishes.quantizations?.[0] ?? known?.variant ?? 'Q4_K_M';
    if (known?.variants.some((one) => one.name === quantization)) {
      this.#change(name, (model) => wished(model, wishes, quantization));
      for (const pin of wishes.pins ?? []) this.#moveTo(name, pin, wishes.pins ?? []);
      return { model: name, download: null, problem: null };
    }
    const variant = this.#entry(name).variants.find((one) => one.quantization === quantization);
    const coming = download(name, quantization, [0, (variant?.sizeBytes ?? gb(4)) / gb(1)], { state: 'loading' });
    this.#office.update({ downloads: [...this.#office.state.downloads, coming] });
    return { model: name, download: coming, problem: null };
  }

  /** One replica that stands on no pinned card goes to this one. */
  #moveTo(model: string, { machineId, gpuId }: Pin, pins: readonly Pin[]): void {
    const { machines } = this.#office.state;
    const standsOn = ({ gpuIds, model: its }: ReplicaView, gpu: string): boolean =>
      its === model && gpuIds.includes(gpu);
    const there = machines.find(({ id }) => id === machineId);
    if (!there || there.replicas.some((one) => standsOn(one, gpuId))) return;
    const isPinned = (machine: MachineView, one: ReplicaView): boolean =>
      pins.some((pin) => pin.machineId === machine.id && standsOn(one, pin.gpuId));
    const from = machines.find((one) => one.replicas.some((each) => each.model === model && !isPinned(one, each)));
    const replica = from?.replicas.find((one) => one.model === model && !isPinned(from, one));
    if (!from || !replica) return;
    this.#office.update({
      machines: machines.map((one) => ({
        ...one,
        replicas: [
          ...one.replicas.filter((each) => each !== replica),
          ...(one === there
            ? [{ ...replica, gpuIds: [gpuId], reason: `It runs on ${there.name} already and stays as it is.` }]
            : []),
        ],
      })),
    });
  }

  #download(request: DownloadRequest): Answer {
    const name = 'name' in request ? request.name : request.repo;
    return { status: 201, body: this.#deploy(name, request.wishes ?? {}).download };
  }

  #tellDownload(id: string, verb: string): Answer {
    const { downloads } = this.#office.state;
    if (!downloads.some((one) => one.id === id)) refuse('not_found', 'There is no such download.');
    const next = (one: DownloadView): DownloadView[] => {
      if (one.id !== id) return [one];
      if (verb === 'cancel') return [];
      const calm = { bytesPerSecond: 0, secondsLeft: null, problem: null, retryAt: null, since: Date.now() };
      return [{ ...one, ...calm, state: verb === 'pause' ? 'paused' : 'queued' }];
    };
    this.#office.update({ downloads: downloads.flatMap(next) });
    return done;
  }

  #cancelCopy(id: string): Answer {
    this.#office.update({ copies: this.#office.state.copies.filter((one) => one.id !== id) });
    return done;
  }

  #import(path: string): Imported {
    if (path.includes('missing')) refuse('model_file_missing', `There is no file ${path}.`);
    const refused = [{ file: 'notes.gguf', problem: problem('model_file_invalid', 'The file is not a GGUF file.') }];
    if (path.includes('none')) return { models: [], refused };
    const names = path.includes('folder') ? ['teuken-7b-instruct', 'own-letters-3b'] : ['teuken-7b-instruct'];
    this.#setModels((models) => [
      ...models.filter(({ name }) => !names.includes(name)),
      ...names.map((name, index) =>
        aModel({ name, code: name === 'own-letters-3b' ? 'O3' : 'T7', colour: 6 + index, planned: 1 }),
      ),
    ]);
    const why = {
      reason:
        'Needs 6.1 GB on one card, the largest space is 4.8 GB. GTX 1060 on RECEPTION has 6.0 GB, less 0.9 GB of other programs and 0.3 GB margin.',
      effect: 'Requests for it are refused.',
      action: 'Choose a smaller variant, close programs that use the card, or add a graphics card.',
    };
    const models = names.map((name, index) => ({ name, variant: 'Q4_K_M', problem: index > 0 ? why : null }));
    return { models, refused: path.includes('folder') ? refused : [] };
  }

  /** Everything that goes on by itself goes on a little. */
  #tick(): void {
    const { downloads, copies } = this.#office.state;
    if (!downloads.some(moves) && !copies.some(({ state }) => state === 'sending')) return;
    const next = downloads.map(further);
    const arrived = next.filter(
      ({ state, id }) => state === 'done' && downloads.some((old) => old.id === id && moves(old)),
    );
    this.#office.update({
      downloads: next.filter(({ state }) => state !== 'done'),
      copies: copies
        .map((one) =>
          one.state === 'sending'
            ? { ...one, doneBytes: Math.min(one.totalBytes, Math.round(one.doneBytes + one.totalBytes * step)) }
            : one,
        )
        .filter(({ doneBytes, totalBytes }) => doneBytes < totalBytes),
    });
    for (const { model, quantization, totalBytes } of arrived) this.#arrive(model, quantization, totalBytes ?? 0);
  }

  #arrive(name: string, quantization: string, sizeBytes: number): void {
    this.#setModels((models) => [
      ...models.filter((one) => one.name !== name),
      aModel({
        name,
        code: `${name.slice(0, 1).toUpperCase()}7`,
        colour: 6,
        variant: quantization,
        sizeBytes,
        variants: [{ name: quantization, sizeBytes, allowed: true }],
        planned: 1,
      }),
    ]);
  }
}

const moves = ({ state }: DownloadView): boolean => state === 'loading' || state === 'queued' || state === 'checking';

function further(one: DownloadView): DownloadView {
  const total = one.totalBytes ?? 1;
  if (one.state === 'queued') return { ...one, state: 'loading', bytesPerSecond: gb(0.006) };
  if (one.state === 'checking') return { ...one, state: 'done' };
  if (one.state !== 'loading') return one;
  const doneBytes = Math.min(total, Math.round(one.doneBytes + total * step));
  const bytesPerSecond = gb(0.006);
  return doneBytes === total
    ? { ...one, state: 'checking', doneBytes, bytesPerSecond: 0, secondsLeft: null }
    : { ...one, doneBytes, bytesPerSecond, secondsLeft: (total - doneBytes) / bytesPerSecond };
}

function wished(model: ModelView, wishes: DeploymentWishes, quantization: string): ModelView {
  const old = model.wishes ?? {
    slots: { min: 1, max: 1 },
    replicas: { min: 1, max: 1 },
    priority: 5,
    pins: [],
    idleMinutes: null,
  };
  return {
    ...model,
    variant: quantization,
    contextLength: wishes.contextLength ?? model.contextLength,
    wishes: {
      slots: wishes.slots ?? old.slots,
      replicas: wishes.replicas ?? old.replicas,
      priority: wishes.priority ?? old.priority,
      pins: wishes.pins ?? old.pins,
      idleMinutes: wishes.idleMinutes === undefined ? old.idleMinutes : wishes.idleMinutes,
    },
    state: model.state === 'ready' ? 'ready' : 'loading',
    planned: Math.max(1, model.planned),
    problem: null,
    variants: model.variants.map((one) => ({
      ...one,
      allowed: (wishes.quantizations ?? [quantization]).includes(one.name),
    })),
  };
}
