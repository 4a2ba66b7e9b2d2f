import { useState } from 'react';
import { mostFiles, mostFileCharacters, type AttachedFile } from '../../../../contract/chat.ts';
import type { Problem } from '../../../../contract/errors.ts';
import { problem, toProblem } from '../../../../contract/problem.ts';
import { t } from '../../../../words/words.ts';
import { formatCount } from '../../../ui/text/format.ts';
import { readFile } from './read-file.ts';

export interface Attachment extends AttachedFile {
  /** Of this one, though its name comes twice. */
  readonly key: string;
}

interface Attachments {
  readonly files: readonly Attachment[];
  /** Files that are being read. */
  readonly reading: number;
  /** Why the last ones were not taken. */
  readonly problem: Problem | null;
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
    setRefused(
      files.length + given.length > mostFiles
        ? problem('file_too_large', t('A question takes {{most}} files at most.', { most: mostFiles }), {
            action: t('Attach fewer.'),
          })
        : null,
    );
    for (const file of given.slice(0, mostFiles - files.length)) void take(file);
  };
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  const tooMany =
    characters > mostFileCharacters
      ? problem(
          'file_too_large',
          t('The files have more than {{most}} characters together.', { most: formatCount(mostFileCharacters) }),
          {
            effect: t('They cannot be sent together.'),
          },
        )
      : null;
  return {
    files,
    reading,
    problem: tooMany ?? refused,
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
