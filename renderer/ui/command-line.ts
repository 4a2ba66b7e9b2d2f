/** A command as a person types it on the coordinator's PC. @param dataDir the data folder, when it is not the usual one. */
export const commandLine = (command: string, dataDir: string | null): string =>
  `npm run -s aivailable -- ${command}${dataDir === null ? '' : ` --data ${dataDir}`}`;
