/** NSIS instructions that copy these files of the folder `content`. */
export function fileList(content: string, files: readonly string[]): string;
