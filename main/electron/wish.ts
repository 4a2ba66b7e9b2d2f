/**
 * What somebody outside the app wants it to show: a link `aivailable://open/models`, or a .gguf file that was opened with it. Either
 * only leads to a page. Whatever is done there, a person clicks on; a link comes from any web page.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export type Wish = { readonly page: string } | { readonly importFile: string };

const linkScheme = 'aivailable';
const pages = ['chat', 'machines', 'models', 'models/catalogue', 'api', 'activity', 'settings'];
/** Paths are longer on no system that this runs on. */
const longest = 4_096;

/**
 * @param argv what the app was started with; the first that is a wish counts
 * @param folder where it was started: a file may be named from there
 * @returns null when nothing is wanted that is known
 */
export function readWish(argv: readonly string[], folder: string): Wish | null {
  for (const argument of argv) {
    const wish = readLink(argument) ?? readFile(argument, folder);
    if (wish) return wish;
  }
  return null;
}

/** The page's place in the window's address. */
export const pageOf = (wish: Wish): string =>
  'page' in wish ? `/${wish.page}` : `/models/import/${Buffer.from(wish.importFile).toString('base64url')}`;

export const isLink = (argument: string): boolean => argument.toLowerCase().startsWith(`${linkScheme}:`);

function readLink(argument: string): Wish | null {
  if (!isLink(argument)) return null;
  // The whole link, letter by letter: nothing in it is taken apart or decoded.
  const page = pages.find((one) => argument.replace(/\/$/, '') === `${linkScheme}://open/${one}`);
  return page === undefined ? null : { page };
}

function readFile(argument: string, folder: string): Wish | null {
  const file = localPath(argument);
  if (file === null || file.length > longest || !/\.gguf$/i.test(file) || hasControl(file)) return null;
  return { importFile: path.resolve(folder, file) };
}

/** Desktops of Linux hand over addresses of files. */
function localPath(argument: string): string | null {
  if (argument.startsWith('-')) return null;
  if (!/^[a-z][a-z+.-]+:/i.test(argument)) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

// eslint-disable-next-line no-control-regex
const hasControl = (text: string): boolean => /[\u0000-\u001f\u007f]/.test(text);
