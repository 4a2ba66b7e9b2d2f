/**
 * A command of AIvailable as a person types it into a terminal in the program's folder.
 * @param dataDir the data folder, when it is not the usual one
 */
export const commandLine = (command: string, dataDir: string | null): string =>
  `npm run -s aivailable -- ${command}${dataDir === null ? '' : ` --data ${quoted(dataDir)}`}`;

/** In double quotes, which every shell knows, when there is something in it that a shell would take apart. */
function quoted(folder: string): string {
  if (/^[\p{L}\p{N}_@%+=:,./\\-]+$/u.test(folder)) return folder;
  // Only POSIX shells escape with a backslash; in a Windows path it stands between folders.
  return `"${folder.startsWith('/') ? folder.replaceAll(/["$`\\]/g, String.raw`\$&`) : folder}"`;
}
