/** Paths as a person typed them: npm runs commands in the package's folder, and says in INIT_CWD where they were typed. */
import path from 'node:path';

export const typedPath = (typed: string, env: NodeJS.ProcessEnv = process.env): string =>
  path.resolve(env['INIT_CWD'] ?? process.cwd(), typed);
