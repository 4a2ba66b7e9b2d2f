/** Pins a process to its devices, so that a replica takes memory of no other card. */
import type { Gpu } from '../../contract/hardware.ts';

/** The variable by which each backend is shown its devices; Metal has one device and none to choose. */
const variables: Readonly<Record<Gpu['backend'], string | null>> = {
  vulkan: 'GGML_VK_VISIBLE_DEVICES',
  cuda: 'CUDA_VISIBLE_DEVICES',
  metal: null,
  cpu: null,
};

/**
 * The environment that pins a process to these devices. Every device variable is set, so that none is inherited.
 * @param gpus of one backend
 */
export function deviceEnvironment(gpus: readonly Pick<Gpu, 'backend' | 'index'>[]): Record<string, string> {
  const environment: Record<string, string> = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' };
  for (const [backend, variable] of Object.entries(variables)) {
    if (variable === null) continue;
    environment[variable] = gpus
      .filter((gpu) => gpu.backend === backend)
      .map((gpu) => gpu.index)
      .join(',');
  }
  return environment;
}
