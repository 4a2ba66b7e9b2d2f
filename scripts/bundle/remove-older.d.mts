/** Removes the files of earlier versions with this ending from a folder of bundles. */
export function removeOlder(folder: string, ending: string, kept: string): void;
