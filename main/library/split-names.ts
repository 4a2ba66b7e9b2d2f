/** Names of split files: "big-00001-of-00003.gguf" and its like, as llama.cpp's gguf-split writes them. */

interface SplitName {
  /** What stands before the number: "models/big". */
  readonly stem: string;
  /** From 1. */
  readonly part: number;
  readonly parts: number;
}

const form = /^(?<stem>.+)-(?<part>\d{5})-of-(?<parts>\d{5})\.gguf$/i;
const mostParts = 512;

/** Null when the name is not one of a split file. */
export function splitName(file: string): SplitName | null {
  const { stem = '', part, parts } = form.exec(file)?.groups ?? {};
  const name = { stem, part: Number(part), parts: Number(parts) };
  const sound = name.parts >= 1 && name.parts <= mostParts && name.part >= 1 && name.part <= name.parts;
  return sound ? name : null;
}

/** All files of the model that `file` is a part of, in their order; of a file that is not split, itself. */
export function partsOf(file: string): string[] {
  const name = splitName(file);
  if (!name) return [file];
  const number = (value: number): string => String(value).padStart(5, '0');
  return Array.from(
    { length: name.parts },
    (_, index) => `${name.stem}-${number(index + 1)}-of-${number(name.parts)}${file.slice(-'.gguf'.length)}`,
  );
}

/** The name that the whole has: "models/big.gguf". */
export const wholeName = (file: string): string => {
  const name = splitName(file);
  return name ? `${name.stem}.gguf` : file;
};
