/** Bundles `entry` and all that it imports into the file `output`; both relative to the repository. */
export function bundle(entry: string, output: string): Promise<void>;
