/** The header that names the machine that answered. */

/** A machine's name may hold any character; a header or a comment may not. */
export const plainName = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?');

export const machineHeader = (name: string | null): Record<string, string> =>
  name === null ? {} : { 'x-aivailable-machine': plainName(name) };
