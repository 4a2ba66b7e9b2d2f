/**
 * Places in the lock ("node_modules/a/node_modules/b") of a package and of all that it depends on.
 * @param {Record<string, {dependencies?: object, optionalDependencies?: object}>} packages of the lock
 * @param {string} root name of the package
 * @param {(name: string, place: string) => boolean} [isLeftOut] whether to leave one out, with all that only it depends on
 * @returns {Set<string>}
 */
export function reachablePackages(packages, root, isLeftOut = () => false) {
  const reached = new Set();
  const reach = (name, from) => {
    const place = find(packages, name, from);
    if (place === null || reached.has(place) || isLeftOut(name, place)) return;
    reached.add(place);
    const { dependencies, optionalDependencies } = packages[place];
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) reach(other, place);
  };
  reach(root, '');
  return reached;
}

/** Where npm finds `name` for the package at `place`: in its own node_modules or in one above it; null when it was left out. */
function find(packages, name, place) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const key = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[key]) return key;
    if (folder === '') return null;
  }
}
