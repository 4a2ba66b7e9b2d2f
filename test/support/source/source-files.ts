/** The sources of the product as text, for the tests about the code's shape. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..', '..', '..');

export interface SourceFile {
  /** From the repository's root, with forward slashes: "main/router/choose.ts". */
  readonly name: string;
  readonly text: string;
}

const kinds = /\.(ts|tsx|cts|mts|mjs|js)$/;

/** The product's own folders. */
export const productFolders = ['contract', 'common', 'words', 'main', 'node-agent', 'renderer'] as const;

export function sourceFiles(folders: readonly string[] = productFolders): SourceFile[] {
  return folders
    .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && kinds.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      name: path.relative(root, file).replaceAll(path.sep, '/'),
      text: readFileSync(file, 'utf8'),
    }));
}

/** "main/router/choose.ts:12: the line" for each line that `finds` finds something in. */
export function linesThat(files: readonly SourceFile[], finds: (line: string) => boolean): string[] {
  return files.flatMap(({ name, text }) =>
    text
      .split('\n')
      .map((line, index) => ({ line, where: `${name}:${index + 1}` }))
      .filter(({ line }) => finds(line))
      .map(({ line, where }) => `${where}: ${line.trim()}`),
  );
}
