/** How commands print: sentences for people, one JSON object with --json, problems with what to do. */
import { toProblem } from '../../contract/problem.ts';

/** Names come from other PCs: what would move the cursor or colour the screen is left out, all but the ends of lines. */
const controls = /(?!\n)\p{Cc}/gu;

const shown = (text: string): string => `${text.replaceAll(controls, '')}\n`;

export const print = (text: string): void => void process.stdout.write(shown(text));
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Lines whose parts stand under each other, two blanks apart. What ends a line makes no column wider. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.slice(0, -1).entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Runs a command; a problem is printed as sentence, effect and action, and the exit code becomes 1. */
export async function orExplain(json: boolean, command: () => Promise<void> | void): Promise<void> {
  try {
    await command();
  } catch (error) {
    const problem = toProblem(error);
    if (json) printJson({ error: problem });
    else process.stderr.write(shown(`${problem.message}\n${problem.effect}\n${problem.action}`));
    if (problem.code === 'internal') {
      process.stderr.write(shown((error instanceof Error ? error.stack : undefined) ?? String(error)));
    }
    process.exitCode = 1;
  }
}
