/** External servers, as the window's API shows and commands them. */
import { fingerprintOf } from '../../common/fingerprint.ts';
import type { AttachChange, AttachedView, AttachRequest, AttachTarget, AttachTest } from '../../contract/attached.ts';
import { refuse } from '../../contract/problem.ts';
import type { Attached } from '../attached/attached.ts';
import type { TakenModel } from '../attached/offered-models.ts';
import type { AttachedOffice } from '../control/attached-office.ts';
import type { VectorFleet } from '../gateway/fleet.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { viewAttached } from './view-attached.ts';

interface LiveAttachedParts {
  readonly attached: Attached;
  readonly inventory: Pick<Inventory, 'machines'>;
  /** The office's own machines. */
  readonly own: Pick<VectorFleet, 'snapshot'>;
}

export class LiveAttached implements AttachedOffice {
  readonly #parts: LiveAttachedParts;

  constructor(parts: LiveAttachedParts) {
    this.#parts = parts;
  }

  list(): AttachedView[] {
    const { attached } = this.#parts;
    const offered = attached.offered(this.#ownModels());
    return attached
      .servers()
      .map((server) => viewAttached(server, offered.get(server.record.id) ?? []))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  }

  onChange(listener: () => void): () => void {
    return this.#parts.attached.onChange(listener);
  }

  async test(target: AttachTarget, signal: AbortSignal): Promise<AttachTest> {
    checkCertificate(target.certificate);
    const { models, ...found } = await this.#parts.attached.test(target, signal);
    const others = this.list().filter(({ url }) => url !== found.url);
    const own = new Set(this.#ownModels().map(({ name }) => name));
    const alsoOn = (at: string): string | null =>
      own.has(at)
        ? 'this office'
        : (others.find((server) => server.models.some(({ name }) => name === at))?.name ?? null);
    return { ...found, models: models.map((model) => ({ ...model, alsoOn: alsoOn(model.at) })) };
  }

  add(request: AttachRequest): AttachedView {
    this.#checkName(request.name);
    checkCertificate(request.certificate);
    return this.#view(this.#parts.attached.add(request));
  }

  change(id: string, change: AttachChange): AttachedView {
    if (change.name !== undefined) this.#checkName(change.name);
    checkCertificate(change.certificate ?? null);
    this.#parts.attached.change(id, change);
    return this.#view(id);
  }

  check(id: string): void {
    this.#parts.attached.check(id);
  }

  remove(id: string): void {
    this.#parts.attached.remove(id);
  }

  #view(id: string): AttachedView {
    const view = this.list().find((one) => one.id === id);
    return view ?? refuse('attached_not_found', 'There is no such external server.');
  }

  #ownModels(): TakenModel[] {
    return this.#parts.own.snapshot().models.map((model) => ({ ...model, own: true }));
  }

  /** An answer names its machine: no server may be called like one. */
  #checkName(name: string): void {
    if (!this.#parts.inventory.machines().some((machine) => machine.name === name)) return;
    refuse('attached_name_taken', `A machine of this office is called ${name} already.`, { param: 'name' });
  }
}

function checkCertificate(pem: string | null): void {
  try {
    if (pem !== null) fingerprintOf(pem);
  } catch {
    refuse('invalid_request', 'The certificate cannot be read.', { param: 'certificate' });
  }
}
