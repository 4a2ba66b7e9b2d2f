import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueModel, DownloadView } from '../../../contract/library.ts';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { downloadWords } from '../../../main/cli/download-words.ts';
import { addModelCommands } from '../../../main/cli/model.ts';
import { serveControl, type ControlServer } from '../../support/control-server.ts';
import { ggufBytes, smallLlama } from '../../support/engine/small-gguf.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { type } from '../../support/typed-command.ts';

/** Bytes of so many GB. */
const gb = (amount: number): number => Math.round(amount * 1024 ** 3);

const download = (changes: Partial<DownloadView> = {}): DownloadView => ({
  id: 'download-1',
  model: 'qwen3-8b',
  quantization: 'Q4_K_M',
  repo: 'unsloth/Qwen3-8B-GGUF',
  files: 1,
  state: 'loading',
  since: 0,
  doneBytes: gb(2.9),
  totalBytes: gb(4.4),
  bytesPerSecond: 6.1 * 1024 ** 2,
  secondsLeft: 252,
  retryAt: null,
  problem: null,
  ...changes,
});

const entry = (changes: Partial<CatalogueModel> = {}): CatalogueModel => ({
  name: 'qwen3-8b',
  family: 'Qwen 3',
  maker: 'Alibaba',
  kind: 'chat',
  uses: ['writing'],
  goodFor: 'Good writing.',
  languages: 'over 100 languages',
  parameters: 8e9,
  trainedContext: 40_960,
  licence: { name: 'Apache-2.0', business: 'free', note: 'free for any use' },
  page: 'https://hub.test/x',
  suggested: 'Q4_K_M',
  variants: [
    {
      quantization: 'Q4_K_M',
      sizeBytes: gb(4.7),
      approximate: false,
      here: false,
      fit: {
        verdict: 'now',
        shape: { contextLength: 8_192, slots: 4 },
        needBytes: gb(6),
        machines: ['DESIGN-01'],
        sentence: 'Needs 6.0 GB.',
      },
    },
  ],
  ...changes,
});

let at: ControlServer;
let dataDir: string;
beforeEach(async () => {
  at = await serveControl();
  dataDir = tempDir();
  const running = { pid: process.pid, port: at.port, token: 'control-token', link: '' };
  writeFileSync(path.join(dataDir, 'running.json'), JSON.stringify(running));
});
afterEach(() => at.close());

const model = (...args: string[]) => type(addModelCommands, ['model', ...args, '--data', dataDir]);

describe('aivailable model search', () => {
  beforeEach(() => {
    const never = { ...entry().variants[0]?.fit, verdict: 'never', machines: [], sentence: 'Needs 90.0 GB.' };
    const giant = entry({
      name: 'giant-70b',
      family: 'Giant',
      maker: 'Giant Labs',
      licence: { name: 'Giant Licence', business: 'terms', note: 'free for small firms' },
      variants: [{ ...entry().variants[0], approximate: true, fit: never } as CatalogueModel['variants'][number]],
    });
    at.models.answers.set('catalogue', [entry(), giant]);
  });

  it('shows the catalogue, with what fits where and why not', async () => {
    const { stdout } = await model('search');
    expect(stdout).toMatch(/qwen3-8b +Q4_K_M +4\.7 GB +fits on DESIGN-01/);
    expect(stdout).toMatch(/giant-70b +Q4_K_M +about 4\.7 GB +fits on no card +free for small firms/);
    expect(stdout).toContain('    Needs 90.0 GB.');
  });

  it.each([
    [['giant'], ['giant-70b']],
    [['ALIBABA', 'qwen'], ['qwen3-8b']],
    [['--fits'], ['qwen3-8b']],
    [['nothing', 'of', 'it'], []],
  ])('finds with %o', async (words, names) => {
    const { stdout } = await model('search', ...words, '--json');
    expect((JSON.parse(stdout) as { models: CatalogueModel[] }).models.map(({ name }) => name)).toEqual(names);
  });
});

describe('aivailable model get', () => {
  it.each([
    ['qwen3-8b', { name: 'qwen3-8b' }],
    ['qwen3-8b:Q8_0', { name: 'qwen3-8b', quantization: 'Q8_0' }],
    ['acme/X-GGUF/sub/x-Q4_0.gguf', { repo: 'acme/X-GGUF', file: 'sub/x-Q4_0.gguf' }],
  ])('asks for %s', async (typed, request) => {
    at.models.answers.set('download', download({ state: 'queued' }));
    const { stdout } = await model('get', typed, '--no-wait');
    expect(at.models.calls).toEqual([['download', request]]);
    expect(stdout).toContain('qwen3-8b Q4_K_M: waits until others are done');
  });

  it('shows each state until it is done', async () => {
    at.models.answers.set('download', download());
    at.models.answers.set('downloads', [download({ state: 'done', doneBytes: gb(4.4) })]);
    const { stdout, code } = await model('get', 'qwen3-8b');
    expect(stdout.split('\n')).toEqual([
      'qwen3-8b Q4_K_M: 2.9 GB of 4.4 GB, 65 %, 6.1 MB/s, 4 min left',
      'qwen3-8b Q4_K_M is in the office.',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('says why it failed, and what to do', async () => {
    const what = problem('hub_refused', 'acme/x is private.');
    at.models.answers.set('download', download({ state: 'failed', problem: what }));
    const { stderr, code } = await model('get', 'qwen3-8b');
    expect(stderr).toContain('acme/x is private.\nThe model was not loaded.\n');
    expect(stderr).toContain('HF_TOKEN');
    expect(code).toBe(1);
  });

  it('says when somebody cancelled it', async () => {
    at.models.answers.set('download', download());
    at.models.answers.set('downloads', []);
    expect((await model('get', 'qwen3-8b')).stderr).toContain('was cancelled elsewhere');
  });
});

describe('aivailable model pause, resume, cancel, remove', () => {
  it.each([
    ['pause', 'qwen3-8b', 'pauseDownload'],
    ['resume', 'qwen3-8b:Q4_K_M', 'resumeDownload'],
    ['cancel', 'download-1', 'cancelDownload'],
  ])('%s %s', async (verb, name, call) => {
    at.models.answers.set('downloads', [download()]);
    expect((await model(verb, name)).code).toBe(0);
    expect(at.models.calls.at(-1)).toEqual([call, 'download-1']);
  });

  it('asks which one is meant', async () => {
    at.models.answers.set('downloads', [download(), download({ id: 'download-2', quantization: 'Q8_0' })]);
    const { stderr } = await model('pause', 'qwen3-8b');
    expect(stderr).toContain('There are several downloads “qwen3-8b”; on the way: qwen3-8b:Q4_K_M, qwen3-8b:Q8_0.');
  });

  it('takes a model out', async () => {
    expect((await model('remove', '模型 7b')).stdout).toContain('模型 7b is taken out.');
    expect(at.models.calls).toEqual([['remove', '模型 7b']]);
  });
});

describe('aivailable model import and list', () => {
  it('lets the running office take files in, and names those that were left out', async () => {
    const refused = [{ file: '/m/b.gguf', problem: problem('model_file_invalid', 'The file is cut off.') }];
    at.models.answers.set('import', { models: [{ name: 'a', variant: 'Q8_0', problem: null }], refused });
    const { stdout } = await model('import', '/m');
    expect(stdout).toBe('a is taken in.\n/m/b.gguf was left out. The file is cut off.\n');
    at.models.refusal = new ProblemError(problem('disk_full', 'The disk is full.'));
    expect((await model('import', '/m/c.gguf')).stderr).toContain('The disk is full.');
  });

  it('takes a folder in by itself when no office runs', async () => {
    const folder = tempDir();
    writeFileSync(path.join(folder, 'small-Q4_0.gguf'), ggufBytes(smallLlama()));
    writeFileSync(path.join(folder, 'broken.gguf'), 'no model');
    const args = ['model', 'import', folder, '--data', path.join(folder, 'office'), '--json'];
    const { stdout } = await type(addModelCommands, args);
    expect(JSON.parse(stdout)).toMatchObject({
      models: [{ name: 'small', variant: 'Q4_0' }],
      refused: [{ file: expect.stringContaining('broken.gguf'), problem: { code: 'model_file_invalid' } }],
    });
  });

  it('lists what is on its way', async () => {
    at.models.answers.set('downloads', [download({ state: 'paused' }), download({ id: 'd2', state: 'done' })]);
    const { stdout } = await model('list');
    expect(stdout).toBe('\nOn the way:\n  qwen3-8b  Q4_K_M  paused at 2.9 GB of 4.4 GB\n');
  });
});

describe('downloadWords', () => {
  it.each<[Partial<DownloadView>, string]>([
    [{ totalBytes: null, secondsLeft: null }, '2.9 GB, 6.1 MB/s'],
    [{ secondsLeft: 45 }, '2.9 GB of 4.4 GB, 65 %, 6.1 MB/s, 45 s left'],
    [{ secondsLeft: 9_000 }, '2.9 GB of 4.4 GB, 65 %, 6.1 MB/s, 2 h 30 min left'],
    [{ state: 'checking' }, '2.9 GB of 4.4 GB, it is being checked'],
    [
      { state: 'waiting', problem: problem('hub_busy', 'Too many requests.') },
      'waits at 2.9 GB of 4.4 GB: Too many requests.',
    ],
  ])('of %o', (changes, words) => expect(downloadWords(download(changes))).toBe(words));
});

describe('aivailable model deploy', () => {
  const deployed = { model: 'qwen3-8b', download: null, problem: null };

  it('says what was wished, and nothing more', async () => {
    at.deployments.answers.set('deploy', deployed);
    const wishes = ['--context', '4096', '--slots', '1-4', '--replicas', '2', '--priority', '8'];
    const { stdout, code } = await model('deploy', 'qwen3-8b:Q8_0,Q4_K_M', ...wishes);
    expect([stdout, code]).toEqual(['qwen3-8b is deployed.\n', 0]);
    await model('deploy', 'qwen3-8b');
    expect(at.deployments.calls).toEqual([
      [
        'deploy',
        'qwen3-8b',
        {
          quantizations: ['Q8_0', 'Q4_K_M'],
          contextLength: 4096,
          slots: { min: 1, max: 4 },
          replicas: { min: 2, max: 2 },
          priority: 8,
        },
      ],
      ['deploy', 'qwen3-8b', {}],
    ]);
  });

  it('lets a model be loaded on demand, and always again', async () => {
    at.deployments.answers.set('deploy', deployed);
    await model('deploy', 'qwen3-8b', '--on-demand');
    await model('deploy', 'qwen3-8b', '--on-demand', '120');
    await model('deploy', 'qwen3-8b', '--always');
    expect(at.deployments.calls).toEqual([
      ['deploy', 'qwen3-8b', { idleMinutes: 30 }],
      ['deploy', 'qwen3-8b', { idleMinutes: 120 }],
      ['deploy', 'qwen3-8b', { idleMinutes: null }],
    ]);
    await expect(model('deploy', 'qwen3-8b', '--always', '--on-demand')).rejects.toThrow('cannot be used with');
  });

  it('says what comes first, or what stands in the way', async () => {
    at.deployments.answers.set('deploy', { ...deployed, download: download() });
    expect((await model('deploy', 'qwen3-8b')).stdout).toContain('qwen3-8b is being loaded');
    const obstacle = { reason: 'Needs 9.9 GB.', effect: 'Refused.', action: 'Choose a smaller variant.' };
    at.deployments.answers.set('deploy', { ...deployed, problem: obstacle });
    expect((await model('deploy', 'qwen3-8b')).stdout).toBe(
      'qwen3-8b does not run yet. Needs 9.9 GB. Choose a smaller variant.\n',
    );
  });

  it('can only show what would change', async () => {
    const step = { kind: 'place', model: 'qwen3-8b', machine: 'A', sentence: 'A takes qwen3-8b.' };
    at.deployments.answers.set('whatIf', { now: [], after: [], steps: [step] });
    const { stdout } = await model('deploy', 'qwen3-8b', '--priority', '2', '--dry-run');
    expect(stdout).toBe('+ A takes qwen3-8b.\nNothing was done.\n');
    const changes = [{ kind: 'deploy', model: 'qwen3-8b', wishes: { priority: 2 } }];
    expect(at.deployments.calls).toEqual([['whatIf', { changes }]]);
  });

  it.each([
    ['--slots', '4-1', '“4-1” is no range.'],
    ['--context', 'long', '“long” is no whole number.'],
  ])('refuses %s %s in words', async (option, value, message) => {
    await expect(model('deploy', 'qwen3-8b', option, value)).rejects.toThrow(message);
  });

  it('ends with undeploy, and the files stay', async () => {
    const { stdout } = await model('undeploy', 'demo');
    expect(stdout).toContain('Its files stay');
    expect(at.deployments.calls).toEqual([['undeploy', 'demo']]);
  });
});

describe('model alias', () => {
  it('gives a model another name, and ends it', async () => {
    expect((await model('alias', 'gpt-4o-mini', 'demo')).stdout).toBe(
      'Requests for gpt-4o-mini are answered by demo.\n',
    );
    expect((await model('alias', 'gpt-4o-mini', '--remove')).stdout).toContain('No model is called gpt-4o-mini');
    expect(at.aliases.calls).toEqual([
      ['put', { name: 'gpt-4o-mini', model: 'demo' }],
      ['remove', 'gpt-4o-mini'],
    ]);
  });

  it('shows them all', async () => {
    at.aliases.answers.set('all', [{ name: 'default', model: 'demo' }]);
    expect((await model('alias')).stdout).toBe('default  demo\n');
    expect(JSON.parse((await model('alias', '--json')).stdout)).toEqual({
      aliases: [{ name: 'default', model: 'demo' }],
    });
    at.aliases.answers.set('all', []);
    expect((await model('alias')).stdout).toContain('No model has another name.');
  });

  it('asks for the model when none is said', async () => {
    const { stderr, code } = await model('alias', 'default');
    expect([stderr, code]).toEqual([expect.stringContaining('Which model is default?'), 1]);
  });
});
