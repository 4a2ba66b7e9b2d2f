/**
 * An office as flat numbers, for the search: places (GPUs that may serve), wishes (deployments) and options (a variant with a
 * number of slots). Everything is in the order of the ids, so that the order of the file changes nothing.
 *
 * A plan is worth points: quality of the required replicas, demand that is served less overload, memory in use, less what runs
 * and is not kept.
 */
import type {
  Measured,
  OfficeDeployment,
  OfficeGpu,
  OfficeMachine,
  OfficeVariant,
} from '../../../contract/office-file.ts';

/** In place of an index. */
export const nothing = -1;

export const points = { quality: 1000, service: 100, fill: 10, moves: 15, overload: 0.5 } as const;

export interface Place {
  readonly machine: OfficeMachine;
  readonly gpu: OfficeGpu;
  /** Bytes for models; `room` is what of them is not given away before. */
  readonly usable: number;
  readonly room: number;
}

interface WishedVariant {
  readonly variant: OfficeVariant;
  /** With the fewest slots. */
  readonly memory: Measured;
  readonly memoryFor: (slots: number) => Measured;
}

export interface Wish {
  readonly deployment: OfficeDeployment;
  /** The best quality among the variants that the admin allows. */
  readonly best: number;
  /** Best first. */
  readonly variants: readonly WishedVariant[];
}

export interface Option {
  /** Index of its wish. */
  readonly wish: number;
  readonly variant: OfficeVariant;
  readonly memory: Measured;
  readonly context: number;
  readonly slots: number;
  /** Index of the place where exactly this runs now; null: it may go anywhere. */
  readonly keptAt: number | null;
  /** Points for staying; null: it is to be loaded, or its share of those of the score. */
  readonly stayPoints: number | null;
}

export interface Task {
  readonly places: readonly Place[];
  readonly wishes: readonly Wish[];
  readonly options: readonly Option[];
  /** By place: bytes; bytes per second. */
  readonly room: Float64Array;
  readonly bandwidth: Float64Array;
  /** By wish: replicas. */
  readonly least: Int32Array;
  readonly most: Int32Array;
  /** By wish: points for one required replica of quality 1; for its whole demand. */
  readonly qualityPoints: Float64Array;
  readonly servicePoints: Float64Array;
  /** Points that a GPU costs that has work for two. */
  readonly overloadPoints: number;
  /** By wish: bytes of its smallest option; none smaller is worth a look. */
  readonly leastBytes: Float64Array;
  /** Variants of wish w, best first: from firstGrade[w] up to firstGrade[w + 1]; and their quality. */
  readonly firstGrade: Int32Array;
  readonly gradeQuality: Float64Array;
  /** Options of wish w that may go anywhere: from firstFree[w] up to firstFree[w + 1]. */
  readonly firstFree: Int32Array;
  /** What may stand where: firstAt[place × wishes + wish], then next[option]; −1 ends. What runs there now comes first. */
  readonly firstAt: Int32Array;
  readonly next: Int32Array;
  /** By option. */
  readonly wishOf: Int32Array;
  readonly bytes: Float64Array;
  /** 1 is the best that the admin allows. */
  readonly quality: Float64Array;
  readonly gradeOf: Int32Array;
  /** Share of the demand that it serves, for each byte per second of bandwidth. */
  readonly served: Float64Array;
  /** Its load on a GPU with a bandwidth of 1 byte per second, where 1 is all that the GPU can do. */
  readonly load: Float64Array;
  /** Points that it brings by itself: memory in use, and staying. */
  readonly ownPoints: Float64Array;
  /** Points for a place, by place × wishes + wish; null: none. */
  readonly bonus: Float64Array | null;
  /** By place: an index of its machine. */
  readonly machineOf: Int32Array;
  /** By wish: points for standing on a second machine; null: none. */
  readonly secondPoints: Float64Array | null;
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const totalOf = (memory: Measured, context: number, slots: number): number =>
  memory.weights + memory.kvPerToken * context * slots + memory.compute + memory.overhead;
