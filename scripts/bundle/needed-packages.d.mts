interface LockedPackage {
  readonly version?: string | undefined;
  readonly dependencies?: Readonly<Record<string, string>> | undefined;
  readonly optionalDependencies?: Readonly<Record<string, string>> | undefined;
  readonly os?: unknown;
  readonly link?: boolean | undefined;
}

/** Places in the lock of the engine's own package and of all that it imports, sorted. */
export function neededPackages(packages: Readonly<Record<string, LockedPackage>>): string[];

/** Whether a file of a package is needed when the agent runs. */
export function isNeeded(name: string, file: string): boolean;
