/**
 * How a script is run on another PC, whatever shell its user has: what stands on the command line is the same for every script
 * and has nothing that bash, dash, zsh, fish or tcsh would read differently. The script and then its input come over the
 * standard input, so that no list of processes shows either.
 */
export const remoteShell = `sh -c 'IFS= read -r n; script=$(dd bs=1 count="$n" 2>/dev/null); eval "$script"'`;

/** What is sent to it. @param input is what the script itself can read. */
export function forRemoteShell(script: string, input = ''): string {
  return `${Buffer.byteLength(script)}\n${script}${input}`;
}

/** A value as one word of a script. */
export const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
