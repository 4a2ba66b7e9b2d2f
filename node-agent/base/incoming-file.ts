/** A model file that the coordinator sends. */

/** The file as it is announced. */
export interface AnnouncedFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** What all model files may take here; null: as much as the disk gives. */
  readonly budgetBytes: number | null;
}

/** Whoever sends it. */
export interface FileSender {
  /** From which byte on it shall send. */
  readonly from: (offset: number) => void;
  /** What was here before is read again, or what came is brought to the disk: nothing else is said meanwhile. */
  readonly alive: () => void;
  readonly bytes: AsyncIterable<Buffer>;
  /** Nothing of it is wanted any more: ends `bytes`. */
  readonly stop: () => void;
}
