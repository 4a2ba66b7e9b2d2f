/**
 * Memory bandwidth of a GPU, in bytes per second: it bounds how fast tokens come, as each reads all weights once. From the
 * makers' data sheets; the router goes by measured rates. Pure.
 */
import type { Gpu } from '../../../contract/hardware.ts';

const gb = 1e9;

/** Cards by a part of their name, in GB/s; the first that fits counts: "gtx 1080 ti" stands before "gtx 1080". */
const cards: readonly (readonly [name: RegExp, gbPerSecond: number])[] = [
  [/gtx 750/, 86],
  [/gtx 95\d/, 106],
  [/gtx 960/, 112],
  [/gtx 980 ti/, 336],
  [/gtx 9[78]0/, 224],
  [/titan x\b/, 480],
  [/gtx 1050/, 112],
  [/gtx 1060/, 192],
  [/gtx 1070/, 256],
  [/gtx 1080 ti/, 484],
  [/gtx 1080/, 320],
  [/gtx 1650 super/, 192],
  [/gtx 16[35]0/, 128],
  [/gtx 1660 (super|ti)/, 336],
  [/gtx 1660/, 192],
  [/rtx 2060 super/, 448],
  [/rtx 2060/, 336],
  [/rtx 2080 ti/, 616],
  [/rtx 20[78]0/, 448],
  [/rtx 3050/, 224],
  [/rtx 3060 ti/, 448],
  [/rtx 3060/, 360],
  [/rtx 3070 ti/, 608],
  [/rtx 3070/, 448],
  [/rtx 3080/, 760],
  [/rtx 3090/, 936],
  [/rtx 4060/, 272],
  [/rtx 4070/, 504],
  [/rtx 4080/, 717],
  [/rtx 4090/, 1008],
  [/quadro rtx/, 416],
  [/quadro p4000/, 243],
  [/quadro p[12]\d00/, 140],
  [/quadro p[56]000/, 288],
  [/quadro m4000/, 192],
  [/quadro k/, 80],
  [/rtx a2000/, 288],
  [/rtx a4000/, 448],
  [/tesla p40/, 347],
  [/tesla p4/, 192],
  [/tesla p100/, 732],
  [/tesla m40/, 288],
  [/tesla k80/, 240],
  [/tesla t4/, 320],
  [/rx 5[56]0\b/, 112],
  [/rx (4[78]0|570)/, 224],
  [/rx 5[89]0/, 256],
  [/rx 5500/, 224],
  [/rx 5600/, 288],
  [/rx 5700/, 448],
  [/rx 6[45]00/, 136],
  [/rx 66\d\d/, 224],
  [/rx 67\d\d/, 384],
  [/rx 6[89]\d\d/, 512],
  [/rx 7600/, 288],
  [/rx 7[789]\d\d/, 600],
  [/vega 56/, 410],
  [/vega/, 484],
  [/radeon vii/, 1024],
  [/r9 2[79]0/, 180],
  [/r9 3[89]0/, 384],
  [/wx 5100/, 160],
  [/wx [34]\d00/, 96],
  [/wx [78]\d00/, 256],
  [/arc.*a380/, 186],
  [/arc.*a[57]\d\d/, 512],
  [/arc.*b5[78]0/, 400],
  [/apple m\d.*(max|ultra)/, 400],
  [/apple m\d.*pro/, 200],
  [/apple m/, 100],
];

/** In GB/s: a card that is not in the list, taken for one of the slower old ones; a processor with two channels of DDR4. */
const usual = { card: 192, processor: 30 } as const;

export function bandwidthOf({ name, backend, software }: Pick<Gpu, 'name' | 'backend' | 'software'>): number {
  if (backend === 'cpu' || software) return usual.processor * gb;
  const plain = name.toLowerCase();
  return (cards.find(([pattern]) => pattern.test(plain))?.[1] ?? usual.card) * gb;
}
