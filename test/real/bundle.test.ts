import { execFileSync, fork } from 'node:child_process';
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as tar from 'tar';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { version } from '../../common/version.ts';
import { BundleContent, BundleManifest } from '../../contract/bundle.ts';
import { demoModel } from '../../common/demo-model.ts';
import { RunnerReplica } from '../../node-agent/engine/runner-replica.ts';
import { emptyRecord } from '../../node-agent/service/install-record.ts';
import { InstalledService } from '../../node-agent/service/installed-service.ts';
import { placeOf } from '../../node-agent/service/place.ts';
import { hostShell } from '../../node-agent/service/shell.ts';
import { Systemd } from '../../node-agent/service/systemd.ts';
import { ask, readAnswer } from '../support/engine/generate-call.ts';
import { root } from '../support/source/source-files.ts';
import { tempDir } from '../support/temp-dir.ts';

const bundles = path.join(root, 'dist', 'bundles');
const never = new AbortController().signal;
const slowMs = 240_000;

const make = (...args: string[]): string =>
  execFileSync(process.execPath, [path.join(root, 'scripts/bundle/make-bundle.mjs'), 'linux-x64', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
const readManifest = (folder: string): BundleManifest =>
  BundleManifest.parse(JSON.parse(readFileSync(path.join(folder, 'linux-x64.json'), 'utf8')));

let unpacked = '';

beforeAll(async () => {
  make();
  unpacked = mkdtempSync(path.join(os.tmpdir(), 'aivailable-test-bundle-'));
  await tar.x({ file: path.join(bundles, readManifest(bundles).file), cwd: unpacked, strict: true });
}, slowMs);

afterAll(() => rmSync(unpacked, { recursive: true, force: true }));

it('brings an agent that says where it stands, far from the repository', () => {
  const words = ['agent/node-agent.mjs', 'status', '--data', path.join(tempDir(), 'data')];
  const said = execFileSync(path.join(unpacked, 'bin/node'), words, { cwd: unpacked, encoding: 'utf8', env: {} });
  expect(said.trim()).not.toBe('');
});

it('brings an engine that answers with the demo model, on its own Node', { timeout: slowMs }, async () => {
  const child = fork(path.join(unpacked, 'agent/llama-runner.mjs'), [], {
    execPath: path.join(unpacked, 'bin/node'),
    execArgv: [],
    cwd: unpacked,
    env: { HOME: tempDir() },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const replica = new RunnerReplica(child, { slots: 1, lastWords: () => '' });
  const file = path.join(unpacked, 'models', `${demoModel.sha256}.gguf`);
  const order = {
    backend: 'cpu',
    devices: 1,
    kind: 'chat',
    contextLength: 512,
    slots: 1,
    maxThreads: 1,
    allowSoftwareGpu: false,
  } as const;
  await replica.load({ type: 'load', file, ...order }, never);
  const { text } = await readAnswer(replica.generate(ask('What is the capital of Portugal?'), never));
  expect(text).toBe('The capital of Portugal is Lisbon.');
  await replica.unload();
});

it('installs itself as a service, and takes itself away again', { timeout: slowMs }, () => {
  const [home, bin] = [tempDir(), tempDir()];
  for (const name of ['systemctl', 'loginctl']) writeFileSync(path.join(bin, name), '#!/bin/sh\n', { mode: 0o755 });
  const env = { HOME: home, PATH: `${bin}:/usr/bin:/bin` };
  const say = (program: string, ...words: string[]): string =>
    execFileSync(path.join(program, 'bin/node'), [path.join(program, 'agent/node-agent.mjs'), ...words], {
      encoding: 'utf8',
      env,
    });
  const installed = path.join(home, '.local/share/aivailable-agent/current');
  expect(say(unpacked, 'service', 'install')).toContain(`The agent ${version} is installed and started`);
  expect(say(installed, '--version')).toBe(`${version}\n`);
  expect(say(installed, 'service', 'uninstall', '--purge')).toBe('The agent is gone, with its data.\n');
  expect(readdirSync(home)).toEqual([]);
});

it(
  'is taken as an update by an agent that is a service: checked, tried and put in use',
  { timeout: slowMs },
  async () => {
    const place = placeOf('systemd-user', { home: tempDir(), env: {}, top: '/' });
    mkdirSync(place.data, { recursive: true });
    mkdirSync(path.join(place.root, 'versions'));
    const ends: number[] = [];
    const shell = hostShell(process.env, null);
    const manager = new Systemd({ shell, say: () => undefined });
    const service = new InstalledService({
      record: emptyRecord(place),
      manager,
      shell,
      end: (code) => void ends.push(code),
    });
    const { file, sha256, size } = readManifest(bundles);
    await service.update(version, sha256, size, createReadStream(path.join(bundles, file)), never);
    expect(ends).toEqual([75]);
    expect(readlinkSync(path.join(place.root, 'current'))).toBe(`versions/${version}`);
  },
);

it('names every file that it holds, and no path of the PC that made it', () => {
  const { files } = BundleContent.parse(JSON.parse(readFileSync(path.join(unpacked, 'manifest.json'), 'utf8')));
  const ours = files.filter(({ path: file }) => file.startsWith('agent/'));
  expect(ours.map(({ path: file }) => file)).toEqual([
    'agent/gpu-probe.mjs',
    'agent/llama-runner.mjs',
    'agent/node-agent.mjs',
  ]);
  const text = ours.map(({ path: file }) => readFileSync(path.join(unpacked, file), 'utf8')).join('\n');
  expect(text).not.toContain(root);
});

it('is the same archive when it is made again', { timeout: slowMs }, () => {
  const again = path.join(tempDir(), 'again');
  mkdirSync(again);
  make('--into', again);
  // Somebody may have changed a source since the first one was made.
  make();
  expect(readManifest(again)).toEqual(readManifest(bundles));
  expect(make()).toMatch(/is up to date/);
});
