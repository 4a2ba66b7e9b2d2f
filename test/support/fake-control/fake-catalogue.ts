/** The real catalogue, judged for a scripted office. */
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import { hoursInWords } from '../../../contract/hours-in-words.ts';
import type { CatalogueModel } from '../../../contract/library.ts';
import type { DeploymentWishes } from '../../../contract/model.ts';
import { totalBytes, ReplicaSpec, type ReplicaMemory } from '../../../contract/replica.ts';
import { factsOf, catalogue } from '../../../main/library/catalogue/catalogue.ts';
import { viewEntry } from '../../../main/library/catalogue/catalogue-view.ts';
import type { FitOffice, MemoryRules } from '../../../main/library/fits.ts';
import { estimateMemory } from '../../../main/planner/memory.ts';

const endpoint = new URL('https://huggingface.co');
/** Others are left out, so that a page of it can be seen as a whole. */
const shown = /^(qwen2\.5-(1\.5b|3b|7b|14b|coder-7b)|llama-3|gemma-3-(4b|27b)|phi-4-mini|mistral|bge-m3|nomic)/;

export function fakeCatalogue(state: OfficeState): CatalogueModel[] {
  const rules: MemoryRules = {
    need: (...of: Parameters<typeof estimateMemory>) => totalBytes(estimateMemory(...of)),
    room: (gpu, marginBytes, limitBytes = Infinity) =>
      Math.max(0, Math.min(gpu.totalBytes - gpu.othersBytes - marginBytes, limitBytes)),
  };
  return catalogue
    .filter(({ name }) => shown.test(name))
    .map((entry) => viewEntry(entry, { office: fitOffice(state), rules, variants: [], endpoint }))
    .map((entry) => ({
      ...entry,
      variants: entry.variants.map((one) => ({ ...one, here: isHere(entry.name, one.quantization, state) })),
    }));
}

const isHere = (name: string, quantization: string, { models }: OfficeState): boolean =>
  models.some((model) => model.name === name && model.variants.some((one) => one.name === quantization));

const fitOffice = ({ machines, marginBytes }: OfficeState): FitOffice => ({
  marginBytes,
  cpuMachines: false,
  machines: machines
    .filter(({ state }) => state !== 'lost' && state !== 'joining')
    .map((machine) => ({
      id: machine.id,
      name: machine.name,
      serving: whyNotOf(machine) === null,
      whyNot: whyNotOf(machine),
      online: true,
      gpus: machine.gpus,
      limits: new Map(Object.entries(machine.limits)),
      reached: new Map(),
      files: null,
    })),
  replicas: machines.flatMap(({ id, replicas }) =>
    replicas
      .filter(({ state }) => state !== 'gone' && state !== 'failed')
      .map(({ replicaId, model, gpuIds, memory, contextLength, slots }) => ({
        machineId: id,
        bytes: totalBytes(memory),
        loading: false,
        spec: ReplicaSpec.parse({
          replicaId,
          deploymentId: model,
          model,
          variant: { sha256: '0'.repeat(64), name: '', sizeBytes: 1 },
          gpuIds,
          contextLength,
          slots,
          estimateBytes: totalBytes(memory),
        }),
      })),
  ),
});

/** As the placement says it; null: it serves. */
export function whyNotOf({ name, state, hours, userPause }: MachineView): string | null {
  switch (state) {
    case 'ready':
    case 'answering':
      return null;
    case 'paused':
      if (userPause) return `${name} is paused by its user`;
      return hours ? `${name} is outside its hours (${hoursInWords(hours)})` : `${name} is paused`;
    case 'removing':
      return `${name} is being removed`;
    case 'stopped':
      return `${name} cannot be used`;
    default:
      return `${name} is not connected`;
  }
}

/** Of one replica as it is wished: by the catalogue, else by the replica that runs, else by its size. */
export function memoryOf(name: string, wishes: DeploymentWishes, state: OfficeState): ReplicaMemory {
  const model = state.models.find((one) => one.name === name);
  const entry = catalogue.find((one) => one.name === name);
  const quantization = wishes.quantizations?.[0] ?? model?.variant;
  const contextLength = wishes.contextLength ?? model?.contextLength ?? 8192;
  const slots = wishes.slots?.min ?? model?.wishes?.slots.min ?? 1;
  const file = entry?.files.find((one) => one.quantization === quantization) ?? entry?.files[0];
  if (entry && file) return estimateMemory(factsOf(entry, file), { contextLength, slots }, 'vulkan');
  const weightsBytes = model?.sizeBytes ?? 0;
  return { weightsBytes, cacheBytes: contextLength * slots * 56 * 1024, workBytes: 400 * 1024 ** 2 };
}
