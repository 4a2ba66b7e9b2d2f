import { readFile } from 'node:fs/promises';

/** A file's text; null when there is no such file. @throws whatever else keeps it from being read */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
