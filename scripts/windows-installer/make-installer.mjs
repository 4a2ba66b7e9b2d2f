// Makes the agent's installer for Windows of the win-x64 bundle, in dist/bundles. Does nothing when it is there, of this bundle and
// these scripts. Needs makensis. Runs on Node 24.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as tar from 'tar';
import { digestOf } from '../build.mjs';
import { programFlags, root } from '../node24.mjs';
import { removeOlder } from '../bundle/remove-older.mjs';
import { fileList } from './file-list.mjs';

const bundles = path.join(root, 'dist', 'bundles');
const scripts = path.join(root, 'scripts', 'windows-installer');
/** Microsoft allows to ship them, but no package that we fetch from has them: who has a Visual Studio names a folder. */
const runtimeFiles = ['msvcp140.dll', 'vcruntime140.dll', 'vcruntime140_1.dll'];
const runtimeFolder = process.env.AIVAILABLE_VC_RUNTIME;

/** @param {(line: string) => void} say */
export function makeInstaller(say) {
  const started = Date.now();
  const bundle = readBundle();
  const file = `aivailable-agent-${bundle.version}-win-x64.exe`;
  const stamp = path.join(bundles, '.win-x64-setup-built-from');
  const parts = [bundle.sha256, digestOf(['scripts/windows-installer']), ...programFlags, ...runtime().map(sha256)];
  const digest = sha256(parts.join(' '));
  const ready = [stamp, path.join(bundles, file), path.join(bundles, 'win-x64-setup.json')].every((one) =>
    existsSync(one),
  );
  if (ready && readFileSync(stamp, 'utf8') === digest) return say(`dist/bundles/${file} is up to date.`);

  const making = path.join(root, '.cache', 'bundles', `win-x64-setup.making-${process.pid}`);
  try {
    const content = path.join(making, 'content');
    mkdirSync(content, { recursive: true });
    tar.x({ file: path.join(bundles, bundle.file), cwd: content, sync: true, strict: true });
    addRuntime(content, bundle.files);
    say('Compressing (about a minute)…');
    const defines = {
      VERSION: bundle.version,
      NODE_FLAGS: programFlags.join(' '),
      ICON: path.join(scripts, 'agent.ico'),
    };
    const launcher = path.join(making, 'launcher.exe');
    compile('launcher.nsi', { ...defines, OUTPUT: launcher });
    const list = path.join(making, 'files.nsh');
    const files = ['manifest.json', ...bundle.files.map((one) => one.path)];
    writeFileSync(list, fileList(content, files));
    const made = path.join(making, file);
    compile('installer.nsi', {
      ...defines,
      OUTPUT: made,
      LAUNCHER: launcher,
      FILES: list,
      SIZE_KB: Math.ceil(bundle.files.reduce((sum, one) => sum + one.size, 0) / 1024),
      ...(runtimeFolder === undefined ? {} : { RUNTIME_BROUGHT: 1 }),
    });
    const installer = readFileSync(made);
    const manifest = {
      name: 'win-x64-setup',
      version: bundle.version,
      file,
      size: installer.length,
      sha256: sha256(installer),
    };
    rmSync(stamp, { force: true });
    removeOlder(bundles, '-win-x64.exe', file);
    renameSync(made, path.join(bundles, file));
    writeFileSync(path.join(making, 'manifest'), `${JSON.stringify(manifest, null, 1)}\n`);
    renameSync(path.join(making, 'manifest'), path.join(bundles, 'win-x64-setup.json'));
    writeFileSync(stamp, digest);
    say(
      `dist/bundles/${file}: ${(installer.length / 1e6).toFixed(1)} MB in ${Math.round((Date.now() - started) / 1000)} s.`,
    );
    say(`sha256 ${manifest.sha256}`);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** The manifest of the win-x64 bundle. @throws Error when the bundle is missing or not what its manifest says */
function readBundle() {
  const manifest = path.join(bundles, 'win-x64.json');
  if (!existsSync(manifest)) throw new Error('The win-x64 bundle is missing. Make it with: npm run bundle -- win-x64');
  const bundle = JSON.parse(readFileSync(manifest, 'utf8'));
  if (sha256(readFileSync(path.join(bundles, bundle.file))) !== bundle.sha256) {
    throw new Error(
      'The win-x64 bundle is damaged. Remove dist/bundles and make it again with: npm run bundle -- win-x64',
    );
  }
  return bundle;
}

/** Content of Microsoft's files, where they are brought. */
const runtime = () =>
  runtimeFolder === undefined ? [] : runtimeFiles.map((name) => readFileSync(path.join(runtimeFolder, name)));

/** Beside each addon: that is where Windows looks first for what it needs. */
function addRuntime(content, files) {
  if (runtimeFolder === undefined) return;
  for (const addon of files.filter((one) => one.path.endsWith('/llama-addon.node')).map((one) => one.path)) {
    for (const name of runtimeFiles) {
      const place = path.posix.join(path.posix.dirname(addon), name);
      copyFileSync(path.join(runtimeFolder, name), path.join(content, place));
      files.push({ path: place, size: readFileSync(path.join(content, place)).length });
    }
  }
}

/** @param {Record<string, string | number>} defines */
function compile(script, defines) {
  const words = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
  const args = ['-V2', '-WX', '-NOCD', '-INPUTCHARSET', 'UTF8', ...words, script];
  const made = spawnSync('makensis', args, { cwd: scripts, encoding: 'utf8' });
  if (made.error) throw new Error('makensis is missing. On Debian: apt-get install nsis');
  if (made.status !== 0) throw new Error(`makensis failed on ${script}: ${made.stdout}${made.stderr}`);
}

const sha256 = (content) => createHash('sha256').update(content).digest('hex');

if (process.argv[1] === import.meta.filename) {
  try {
    makeInstaller((line) => console.log(line));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
