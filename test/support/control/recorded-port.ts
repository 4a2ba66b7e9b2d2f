/** Ports that write down what they are told: for tests of who calls them. */
import type { AccessOffice } from '../../../main/control/access-office.ts';
import type { AliasesOffice } from '../../../main/control/aliases-office.ts';
import type { AttachedOffice } from '../../../main/control/attached-office.ts';
import type { DeploymentsOffice } from '../../../main/control/deployments-office.ts';
import type { KeysOffice } from '../../../main/control/keys-office.ts';
import type { MachinesOffice } from '../../../main/control/machines-office.ts';
import type { ModelsOffice } from '../../../main/control/models-office.ts';

type Call = readonly [name: string, ...args: unknown[]];

class RecordedPort {
  readonly calls: Call[] = [];
  /** Thrown by the next call, once. */
  refusal: Error | null = null;
  /** What calls return, by name. */
  readonly answers = new Map<string, unknown>();

  protected readonly anything: object = new Proxy(
    {},
    {
      get: (_target, name) =>
        typeof name === 'string'
          ? (...args: unknown[]) =>
              this.#take(
                name,
                args.filter((arg) => !(arg instanceof AbortSignal)),
              )
          : undefined,
    },
  );

  #take(name: string, args: readonly unknown[]): unknown {
    this.calls.push([name, ...args]);
    const refused = this.refusal;
    this.refusal = null;
    if (refused) throw refused;
    return this.answers.get(name);
  }
}

export class RecordedMachines extends RecordedPort {
  readonly port = this.anything as MachinesOffice;
}

export class RecordedModels extends RecordedPort {
  readonly port = this.anything as ModelsOffice;
}

export class RecordedAliases extends RecordedPort {
  readonly port = this.anything as AliasesOffice;
}

export class RecordedAttached extends RecordedPort {
  readonly port = this.anything as AttachedOffice;
}

export class RecordedDeployments extends RecordedPort {
  readonly port = this.anything as DeploymentsOffice;
}

export class RecordedKeys extends RecordedPort {
  readonly port = this.anything as KeysOffice;
}

export class RecordedAccess extends RecordedPort {
  readonly port = this.anything as AccessOffice;
}
