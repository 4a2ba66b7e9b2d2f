import { useState } from 'react';
import type { AttachedFile } from '../../../../contract/chat.ts';
import type { Problem } from '../../../../contract/errors.ts';
import { toProblem } from '../../../../contract/problem.ts';
import { readFile } from './read-file.ts';
import { takeFiles } from './take-files.ts';

export interface Attachment extends AttachedFile {
  /** Of this one, though its name comes twice. */
  readonly key: string;
}

interface Attachments {
  readonly files: readonly Attachment[];
  /** Files that are being read. */
  readonly reading: number;
  /** Why the last ones were not taken. */
  readonly refused: Problem | null;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (key: string) => void;
  readonly clear: () => void;
}

/** The files of a question that is being written. */
export function useAttachments(): Attachments {
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const [reading, setReading] = useState(0);
  const [refused, setRefused] = useState<Problem | null>(null);
  const take = async (file: File): Promise<void> => {
    setReading((count) => count + 1);
    try {
      const read = { ...(await readFile(file)), key: crypto.getRandomValues(new Uint32Array(2)).join('-') };
      setFiles((known) => [...known, read]);
    } catch (error) {
      setRefused(toProblem(error));
    } finally {
      setReading((count) => count - 1);
    }
  };
  const add = (given: readonly File[]): void => {
    const { taken, refused: rest } = takeFiles(given, files.length + reading);
    setRefused(rest);
    for (const file of taken) void take(file);
  };
  return {
    files,
    reading,
    refused,
    add,
    remove: (key) => {
      setRefused(null);
      setFiles((known) => known.filter((one) => one.key !== key));
    },
    clear: () => {
      setRefused(null);
      setFiles([]);
    },
  };
}
