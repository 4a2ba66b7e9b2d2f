import { useMemo } from 'react';
import {
  CandidateView,
  HostKeyView,
  InstallView,
  JoinCommands,
  MachineTest,
  type HostKeyRequest,
  type InstallRequest,
  type JoinSystem,
  type MachineChange,
} from '../../../contract/control-machines.ts';
import type { ControlClient } from '../client/control-client.ts';
import { useOffice } from '../office/office-context.ts';

/** Everything that the window can ask about machines. Each call rejects with the ProblemError of a refusal. */
class MachineCalls {
  readonly #client: ControlClient;

  constructor(client: ControlClient) {
    this.#client = client;
  }

  /** @param token one that was made before: more of its commands may be there now */
  makeCommands(token: string | null, system: JoinSystem, signal: AbortSignal): Promise<JoinCommands> {
    const body = { systems: [system], ...(token === null ? {} : { token }) };
    return this.#client.ask('/machines/tokens', JoinCommands, { method: 'POST', body, signal });
  }

  accept(askId: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/machines/asks/${seg(askId)}/accept`, { method: 'POST', body: {}, signal });
  }

  reject(askId: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/machines/asks/${seg(askId)}/reject`, { method: 'POST', body: {}, signal });
  }

  addCandidate(address: string, signal: AbortSignal): Promise<CandidateView> {
    return this.#client.ask('/machines/candidates', CandidateView, { method: 'POST', body: { address }, signal });
  }

  dismissCandidate(id: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/machines/candidates/${seg(id)}`, { method: 'DELETE', signal });
  }

  /** Asks each address of the office's own networks whether it has SSH. */
  scan(signal: AbortSignal): Promise<void> {
    return this.#client.tell('/machines/scan', { method: 'POST', body: {}, signal });
  }

  hostKey(body: HostKeyRequest, signal: AbortSignal): Promise<HostKeyView> {
    return this.#client.ask('/machines/host-key', HostKeyView, { method: 'POST', body, signal });
  }

  /** That PC was set up anew: its next key counts as a first visit. */
  forgetHostKey(body: HostKeyRequest, signal: AbortSignal): Promise<void> {
    return this.#client.tell('/machines/host-key', { method: 'DELETE', body, signal });
  }

  install(body: InstallRequest, signal: AbortSignal): Promise<InstallView> {
    return this.#client.ask('/machines/installs', InstallView, { method: 'POST', body, signal });
  }

  cancelInstall(id: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/machines/installs/${seg(id)}/cancel`, { method: 'POST', body: {}, signal });
  }

  dismissInstall(id: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/machines/installs/${seg(id)}`, { method: 'DELETE', signal });
  }

  change(machineId: string, body: MachineChange, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/machines/${seg(machineId)}`, { method: 'PATCH', body, signal });
  }

  remove(machineId: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/machines/${seg(machineId)}`, { method: 'DELETE', signal });
  }

  update(machineId: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/machines/${seg(machineId)}/update`, { method: 'POST', body: {}, signal });
  }

  /** Sends a wake-up call into its network. */
  wake(machineId: string, signal: AbortSignal): Promise<void> {
    return this.#client.tell(`/machines/${seg(machineId)}/wake`, { method: 'POST', body: {}, signal });
  }

  test(machineId: string, gpuId: string, signal: AbortSignal): Promise<MachineTest> {
    return this.#client.ask(`/machines/${seg(machineId)}/test`, MachineTest, {
      method: 'POST',
      body: { gpuId },
      signal,
    });
  }
}

const seg = encodeURIComponent;

export function useMachineCalls(): MachineCalls {
  const { client } = useOffice();
  return useMemo(() => new MachineCalls(client), [client]);
}
