// What the installer copies, as instructions for NSIS: the same list for the same files, wherever and whenever it is made.
import path from 'node:path';

/**
 * @param {string} content the folder that they lie in
 * @param {readonly string[]} files paths in it, with forward slashes
 */
export function fileList(content, files) {
  const inOrder = files.toSorted((a, b) => compare(path.posix.dirname(a), path.posix.dirname(b)) || compare(a, b));
  const lines = [];
  let folder = null;
  for (const file of inOrder) {
    if (path.posix.dirname(file) !== folder) {
      folder = path.posix.dirname(file);
      lines.push(`SetOutPath "\${VERSION_FOLDER}${folder === '.' ? '' : `\\${folder.replaceAll('/', '\\')}`}"`);
    }
    // NSIS reads "$" as the beginning of a variable.
    lines.push(`File "${path.join(content, file).replaceAll('$', '$$$$')}"`);
  }
  return `${lines.join('\n')}\n`;
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
