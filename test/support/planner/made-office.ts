/** Offices made by seeded chance, for property tests and the planner's bench: old cards, open models, wishes that fit or do not. */
import type { OfficeFile } from '../../../contract/office-file.ts';
import { Dice } from '../../../main/planner/search/dice.ts';

const gib = 1024 ** 3;
const mib = 1024 ** 2;

/** Name, GB, GB per second, how many of them there are among a hundred. */
const cards: readonly (readonly [string, number, number, number])[] = [
  ['GeForce GTX 1050 Ti', 4, 112, 14],
  ['GeForce GTX 1060 3GB', 3, 192, 6],
  ['GeForce GTX 1060 6GB', 6, 192, 14],
  ['GeForce GTX 1070', 8, 256, 10],
  ['GeForce GTX 1660 Super', 6, 336, 12],
  ['Radeon RX 570', 4, 224, 8],
  ['Radeon RX 580', 8, 256, 10],
  ['GeForce RTX 2070', 8, 448, 8],
  ['GeForce GTX 1080 Ti', 11, 484, 6],
  ['GeForce RTX 3060', 12, 360, 10],
  ['Tesla P40', 24, 347, 2],
];

/** Name, billions of parameters, layers, width, KV heads, head size, feed-forward, vocabulary, quality. */
const shapes: readonly (readonly [string, number, number, number, number, number, number, number, number])[] = [
  ['tiny', 0.5, 24, 896, 2, 64, 4864, 151_936, 0.47],
  ['small', 1.2, 16, 2048, 8, 64, 8192, 128_256, 0.49],
  ['modest', 1.5, 28, 1536, 2, 128, 8960, 151_936, 0.61],
  ['medium', 3.2, 28, 3072, 8, 128, 8192, 128_256, 0.63],
  ['wide', 3.1, 36, 2048, 2, 128, 11_008, 151_936, 0.66],
  ['many-heads', 3.8, 32, 3072, 32, 96, 8192, 32_064, 0.69],
  ['deep', 4, 36, 2560, 8, 128, 9728, 151_936, 0.73],
  ['long', 7.2, 32, 4096, 8, 128, 14_336, 32_768, 0.62],
  ['big', 7.6, 28, 3584, 4, 128, 18_944, 152_064, 0.74],
  ['bigger', 8, 32, 4096, 8, 128, 14_336, 128_256, 0.69],
  ['biggest', 14.8, 48, 5120, 8, 128, 13_824, 152_064, 0.8],
  ['vectors', 0.57, 24, 1024, 16, 64, 4096, 250_002, 0.6],
];

/** Name, bits for each weight, how much of the quality is left. */
const quantizations: readonly (readonly [string, number, number])[] = [
  ['Q3_K_M', 4, 0.935],
  ['Q4_K_M', 4.95, 0.975],
  ['Q5_K_M', 5.75, 0.99],
  ['Q6_K', 6.6, 0.997],
  ['Q8_0', 8.5, 1],
];

interface Wanted {
  readonly seed: number;
  readonly gpus: number;
  readonly models: number;
  /** Bytes of the required replicas in their smallest usual form, as a share of the memory that is there. */
  readonly pressure: number;
  /** What runs already, as a share of the required replicas. */
  readonly running?: number;
  readonly othersUse?: boolean;
  readonly limits?: boolean;
  readonly offline?: number;
}

export function madeOffice(wanted: Wanted): OfficeFile {
  // The first numbers of neighbouring seeds are alike.
  const dice = new Dice(Math.imul(wanted.seed + 1, 0x9e3779b1));
  for (let n = 0; n < 8; n += 1) dice.chance();
  const margin = [256, 384, 512][dice.roll(3)]! * mib;
  const machines = machinesOf(wanted, dice);
  const models = modelsOf(wanted, dice);
  const usable = machines
    .flatMap(({ gpus }) => gpus)
    .reduce((all, gpu) => all + Math.max(0, gpu.vramTotal - gpu.vramOther - margin), 0);
  const deployments = deploymentsOf(wanted, dice, models, usable);
  return {
    format: 'aivailable-office/1',
    machines,
    models,
    deployments,
    running: runningOf(wanted, dice, machines, deployments),
    policy: { margin, split: false, allowCpu: false },
  };
}

function machinesOf({ gpus, othersUse, limits, offline = 0 }: Wanted, dice: Dice): OfficeFile['machines'] {
  const machines: OfficeFile['machines'] = [];
  let left = gpus;
  while (left > 0) {
    const id = `pc${machines.length + 1}`;
    const here = Math.min(left, dice.chance() < 0.88 ? 1 : 2);
    left -= here;
    const own = Array.from({ length: here }, (_, n) => {
      const [name, gb, bandwidth] = oneOf(cards, dice, ([, , , weight]) => weight);
      const vramTotal = gb * gib;
      const others = Math.round(othersUse ? dice.chance() ** 2 * 0.7 * vramTotal : dice.chance() * 0.1 * vramTotal);
      const limit = limits && dice.chance() < 0.3 ? Math.round((0.5 + 0.4 * dice.chance()) * vramTotal) : null;
      const vendor = name.startsWith('Radeon') ? 'amd' : 'nvidia';
      return {
        id: `${id}/${n}`,
        name,
        vendor,
        backend: 'vulkan',
        vramTotal,
        vramOther: others,
        bandwidth: bandwidth * 1e9,
        limit,
      };
    });
    machines.push({ id, name: `PC ${machines.length + 1}`, online: dice.chance() >= offline, gpus: own });
  }
  return machines;
}

function modelsOf({ models }: Wanted, dice: Dice): OfficeFile['models'] {
  const start = dice.roll(shapes.length);
  return Array.from({ length: models }, (_, n) => {
    const [name, billions, layers, embedding, kvHeads, headSize, feedForward, vocab, quality] =
      shapes[(start + n * 5) % shapes.length]!;
    const vectors = name === 'vectors';
    const facts = {
      architecture: vectors ? 'bert' : 'llama',
      layers,
      embedding,
      heads: Math.max(kvHeads, Math.round(embedding / headSize)),
      kvHeads,
      headSize,
      feedForward,
      vocab,
      contextMax: vectors ? 8192 : 32_768,
      slidingWindow: null,
    };
    const variants = quantizations.map(([id, bits, kept]) => {
      const fileBytes = Math.round((billions * 1e9 * bits) / 8);
      const measured = {
        weights: fileBytes,
        kvPerToken: 4 * layers * kvHeads * headSize,
        compute: 2048 * (2 * embedding + 2 * feedForward + (vectors ? 0 : vocab)),
        overhead: 128 * mib,
      };
      return { id, quality: Number((quality * kept).toFixed(4)), fileBytes, facts, measured };
    });
    const round = Math.floor(n / shapes.length);
    return { id: round === 0 ? name : `${name}-${round + 1}`, variants };
  });
}

function deploymentsOf(
  { pressure }: Wanted,
  dice: Dice,
  models: OfficeFile['models'],
  usable: number,
): OfficeFile['deployments'] {
  const wishes = models.map((model) => {
    const vectors = model.variants[0]!.facts.architecture === 'bert';
    const allowed = model.variants.filter(({ id }) => id === 'Q4_K_M' || dice.chance() < 0.55).map(({ id }) => id);
    const min = 1 + dice.roll(2);
    const context = vectors ? 1024 : 2048 * 2 ** dice.roll(4);
    return {
      model,
      allowed,
      context,
      slots: { min, max: min + dice.roll(5) },
      replicas: 1,
      priority: 1 + dice.roll(10),
    };
  });
  const need = ({ model, context, slots }: (typeof wishes)[number]) => {
    const { weights, kvPerToken, compute, overhead } = model.variants.find(({ id }) => id === 'Q4_K_M')!.measured!;
    return weights + kvPerToken * context * slots.min + compute + overhead;
  };
  let used = wishes.reduce((all, wish) => all + need(wish), 0);
  for (let tries = 0; used < pressure * usable && tries < 100_000; tries += 1) {
    const wish = wishes[dice.roll(wishes.length)]!;
    wish.replicas += 1;
    used += need(wish);
  }
  return wishes.map(({ model, allowed, context, slots, replicas, priority }) => {
    const perReplica = 260e9 / model.variants.find(({ id }) => id === 'Q4_K_M')!.fileBytes;
    const demand = Math.ceil(replicas * perReplica * (0.3 + 1.2 * dice.chance()));
    return {
      model: model.id,
      variants: allowed,
      context,
      slots,
      replicas: { min: replicas, max: replicas + dice.roll(3) },
      priority,
      demand,
    };
  });
}

/** Each where a heedless person put it: some too many on a card, some with a context that is wished no more. */
function runningOf(
  { running = 0 }: Wanted,
  dice: Dice,
  machines: OfficeFile['machines'],
  deployments: OfficeFile['deployments'],
): OfficeFile['running'] {
  const gpus = machines.flatMap((machine) => machine.gpus);
  return deployments.flatMap(({ model, context, slots, replicas }) =>
    Array.from({ length: replicas.min }, () => gpus[dice.roll(gpus.length)]!)
      .filter((gpu, n, all) => all.indexOf(gpu) === n && dice.chance() < running)
      .map((gpu) => ({
        model,
        variant: 'Q4_K_M',
        gpus: [gpu.id],
        context: dice.chance() < 0.8 ? context : 1024,
        slots: slots.min,
      })),
  );
}

function oneOf<T>(all: readonly T[], dice: Dice, weightOf: (one: T) => number): T {
  let at = dice.chance() * all.reduce((sum, one) => sum + weightOf(one), 0);
  return all.find((one) => (at -= weightOf(one)) < 0) ?? all[0]!;
}
