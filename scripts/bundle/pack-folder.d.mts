/** Writes `manifest.json` into the folder and packs it; `executable`: paths in it that are programs. */
export function packFolder(
  folder: string,
  archive: string,
  about: { readonly version: string; readonly platform: string; readonly executable: readonly string[] },
): Promise<{
  size: number;
  sha256: string;
  files: { path: string; size: number; sha256: string }[];
}>;
