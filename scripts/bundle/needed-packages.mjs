// Which packages of the lock the engine needs when it runs.
import { reachablePackages } from './reachable-packages.mjs';

const engine = 'node-llama-cpp';
// For building the engine from its source, which a bundle never does; and copying files faster, with a library for each system.
const notAtRun = new Set(['cmake-js', 'node-addon-api', '@reflink/reflink']);

/**
 * Places in the lock ("node_modules/a/node_modules/b") of the engine's own package and of all that it imports, sorted.
 * Packages for one system only are left out: each platform names its own.
 * @param {Record<string, {dependencies?: object, optionalDependencies?: object, os?: unknown, link?: boolean}>} packages of the lock
 * @returns {string[]}
 */
export function neededPackages(packages) {
  const isLeftOut = (name, place) => notAtRun.has(name) || Boolean(packages[place].os || packages[place].link);
  return [...reachablePackages(packages, engine, isLeftOut)].toSorted((a, b) => (a < b ? -1 : 1));
}

const leftOut = [
  // Types, maps and words for those who write programs; what a Windows linker needs.
  /\.([cm]?ts|map|md|markdown|flow|lib|yml|yaml)$/i,
  // Tests, examples and settings of the packages' own repositories.
  /(^|\/)(tests?|__tests__|examples?|docs?|\.github|coverage|benchmarks?)\//,
  /(^|\/)\.[^/]+$/,
];
// llama.cpp's source as a git bundle, its patches and compilers' settings, and templates of new projects.
const engineLeftOut = /^(bins|templates)\/|^llama\/(?!(grammars\/|[^/]+\.json$))/;

/**
 * Whether a file of a package is needed when the agent runs.
 * @param {string} name of the package
 * @param {string} file in it, with forward slashes
 */
export function isNeeded(name, file) {
  if (leftOut.some((pattern) => pattern.test(file))) return false;
  return name !== engine || !engineLeftOut.test(file);
}
