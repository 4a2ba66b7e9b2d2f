/** What a source file imports, types included. */
import path from 'node:path';
import type { SourceFile } from './source-files.ts';

export interface Import {
  /** A file from the repository's root ("main/base/log.ts"), or a package as it is written ("node:fs", "zod"). */
  readonly target: string;
  readonly isFile: boolean;
  /** "main/router/choose.ts:3: import …" */
  readonly where: string;
}

const forms = [
  /^[ \t]*(?:import|export)\s(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g,
];

export function importsOf({ name, text }: SourceFile): Import[] {
  return forms.flatMap((form) =>
    [...text.matchAll(form)].map((match) => {
      const written = match[1] ?? '';
      const isFile = written.startsWith('.');
      const line = text.slice(0, match.index + match[0].length).split('\n').length;
      return {
        target: isFile ? path.posix.join(path.posix.dirname(name), written) : written,
        isFile,
        where: `${name}:${line}: imports ${written}`,
      };
    }),
  );
}

/** The package of an import: "@base-ui/react" of "@base-ui/react/dialog", "node:" of what Node brings. */
export function packageOf(written: string): string {
  if (written.startsWith('node:')) return 'node:';
  return written.split('/', written.startsWith('@') ? 2 : 1).join('/');
}
