import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDisplays, workingSet } from '../../../node-agent/hardware/apple-profiler.ts';
import { decodeOutput } from '../../../node-agent/hardware/decode-output.ts';
import { joinReports } from '../../../node-agent/hardware/join-reports.ts';
import { readLinuxCards } from '../../../node-agent/hardware/linux-cards.ts';
import { NvidiaReader, parseNvidiaSmi } from '../../../node-agent/hardware/nvidia-smi.ts';
import { parseRegistry, registryNumber } from '../../../node-agent/hardware/registry-text.ts';
import { runTool, type ToolOutput } from '../../../node-agent/hardware/run-tool.ts';
import { parseSysfsCard, type SysfsCard } from '../../../node-agent/hardware/sysfs-card.ts';
import { bytesFrom, normalPciId, type VendorReading } from '../../../node-agent/hardware/vendor-reading.ts';
import { parseCounters } from '../../../node-agent/hardware/windows-counters.ts';
import { WindowsReader } from '../../../node-agent/hardware/windows-reader.ts';
import { fixtureText, windowsTools } from '../../support/engine/hardware-fixtures.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;
const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const unknown = { usedBytes: null, temperatureC: null, load: null, trouble: null };

describe('nvidia-smi', () => {
  const read = (name: string) => parseNvidiaSmi(fixtureText(name));

  it.each<[string, Partial<VendorReading>[]]>([
    [
      'gtx1060-6gb.nvidia-smi.csv',
      [
        {
          vendor: 'nvidia',
          pciId: '0000:01:00.0',
          name: 'NVIDIA GeForce GTX 1060 6GB',
          driver: '535.183.01',
          totalBytes: 6144 * mebibyte,
          usedBytes: 431 * mebibyte,
          temperatureC: 41,
          load: 0.03,
          trouble: null,
        },
      ],
    ],
    [
      'two-gtx1080ti.nvidia-smi.csv',
      [
        { pciId: '0000:03:00.0', usedBytes: 10 * mebibyte },
        { pciId: '0000:82:00.0', usedBytes: 4096 * mebibyte },
      ],
    ],
    ['quadro-k620-old-driver.nvidia-smi.csv', [{ load: null, temperatureC: 38 }]],
    [
      'gt710-no-figures.nvidia-smi.csv',
      [
        { name: 'GeForce GT 710', totalBytes: null, ...unknown },
        { name: 'GeForce GTX 750 Ti', totalBytes: 2002 * mebibyte },
      ],
    ],
    ['a30-mig.nvidia-smi.csv', [{ load: null, trouble: expect.stringContaining('nvidia-smi -mig 0') as string }]],
  ])('is read: %s', (name, cards) => {
    expect(read(name)).toMatchObject({ readings: cards, troubles: [] });
    expect(read(name).readings).toHaveLength(cards.length);
  });

  it.each([
    ['driver-updated.nvidia-smi.txt', 0, /was updated while the old one is still loaded; restart the PC/],
    ['driver-not-running.nvidia-smi.txt', 0, /is installed and does not run/],
    ['egpu-vanished.nvidia-smi.txt', 1, /A card does not answer any more; check its cable/],
  ])('says in words what is wrong: %s', (name, cards, sentence) => {
    const { readings, troubles } = read(name);
    expect(readings).toHaveLength(cards);
    expect(troubles).toEqual([{ vendor: 'nvidia', sentence: expect.stringMatching(sentence) }]);
  });

  describe('is asked', () => {
    const text = (answer: string): ToolOutput => ({ kind: 'text', text: answer });
    const card = fixtureText('gtx1060-6gb.nvidia-smi.csv');

    it('again without a field that an old driver does not know, and never for it again', async () => {
      const asked: boolean[] = [];
      const reader = new NvidiaReader('linux', (_program, args) => {
        const newer = args.join(' ').includes('mig.mode.current');
        asked.push(newer);
        return Promise.resolve(text(newer ? 'Field "mig.mode.current" is not a valid field to query.\n' : card));
      });
      await expect(reader.read(never)).resolves.toMatchObject({ readings: [{ driver: '535.183.01' }] });
      await reader.read(never);
      expect(asked).toEqual([true, false, false]);
    });

    it('on Windows where old drivers put it, too', async () => {
      const reader = new NvidiaReader('win32', (program) =>
        Promise.resolve(program.includes('NVSMI') ? text(card) : { kind: 'missing' }),
      );
      await expect(reader.read(never)).resolves.toMatchObject({ readings: [{ pciId: '0000:01:00.0' }] });
    });

    it('in vain where there is none, or where it hangs, which is said', async () => {
      const answering = (answer: ToolOutput) => new NvidiaReader('linux', () => Promise.resolve(answer)).read(never);
      await expect(answering({ kind: 'missing' })).resolves.toEqual({ readings: [], troubles: [] });
      await expect(answering({ kind: 'failed', why: 'It hangs.' })).resolves.toEqual({
        readings: [],
        troubles: [{ vendor: 'nvidia', sentence: 'It hangs.' }],
      });
    });
  });

  it('is no trouble when there is no card', () => {
    expect(parseNvidiaSmi('No devices were found\n')).toEqual({ readings: [], troubles: [] });
    expect(parseNvidiaSmi('')).toEqual({ readings: [], troubles: [] });
  });

  it('is not believed when columns are missing, or when a comma stands for a point', () => {
    for (const line of [
      '00000000:01:00.0, GTX 1060, 535, 6144',
      'x, y, z, 1, 2, 3, 4',
      '00000000:01:00.0, [N/A], 1, 1, 1, 1, 1',
    ]) {
      expect(parseNvidiaSmi(line)).toMatchObject({
        readings: [],
        troubles: [{ sentence: expect.stringContaining('not understood') }],
      });
    }
    const [shifted] = parseNvidiaSmi('00000000:01:00.0, GTX 1060, 535, 6144, 12, 3,5, 41').readings;
    expect(shifted).toMatchObject({ totalBytes: 6144 * mebibyte, usedBytes: 12 * mebibyte });
  });
});

describe('Linux', () => {
  const read = (name: string): VendorReading | null => parseSysfsCard(JSON.parse(fixtureText(name)) as SysfsCard);

  it.each<[string, Partial<VendorReading>]>([
    [
      'rx580-8gb.sysfs.json',
      {
        vendor: 'amd',
        pciId: '0000:01:00.0',
        name: null,
        driver: 'amdgpu',
        totalBytes: 8 * gibibyte,
        usedBytes: 512_000_000,
        temperatureC: 44,
        load: 0.07,
        trouble: null,
      },
    ],
    ['ryzen-5700g.sysfs.json', { vendor: 'amd', pciId: '0000:0a:00.0', totalBytes: 512 * mebibyte }],
    ['uhd630.sysfs.json', { vendor: 'intel', pciId: '0000:00:02.0', totalBytes: null, ...unknown }],
    ['arc-a770-16gb-i915.sysfs.json', { vendor: 'intel', driver: 'i915', totalBytes: 17_079_205_888, ...unknown }],
    ['arc-b580-12gb-xe.sysfs.json', { vendor: 'intel', driver: 'xe', totalBytes: 12 * gibibyte, ...unknown }],
    [
      'gtx960-nouveau.sysfs.json',
      { vendor: 'nvidia', driver: 'nouveau', totalBytes: null, temperatureC: 39, trouble: null },
    ],
    [
      'hd7970-radeon.sysfs.json',
      { driver: 'radeon', trouble: expect.stringContaining('radeon.si_support=0') as string },
    ],
  ])('is read: %s', (name, card) => {
    expect(read(name)).toMatchObject(card);
  });

  it('knows a server’s console for no graphics card', () => {
    expect(read('aspeed-server-console.sysfs.json')).toBeNull();
  });

  it('knows what keeps everybody out', () => {
    const uevent = 'PCI_SLOT_NAME=0000:01:00.0';
    const card = { vendor: '0x10de', uevent };
    expect(parseSysfsCard(card)?.trouble).toContain('No driver is loaded');
    expect(parseSysfsCard({ ...card, uevent: `DRIVER=vfio-pci\n${uevent}` })?.trouble).toContain('virtual machine');
    expect(parseSysfsCard({ vendor: '0x1002', uevent: 'DRIVER=amdgpu' })).toBeNull();
    expect(parseSysfsCard({})).toBeNull();
  });

  it('is asked through its folders: only displays, each with its monitor, its memory and its device file', async () => {
    const root = tempDir();
    const devices = tempDir();
    const write = (card: string, files: Record<string, string>): void => {
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(root, card, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, `${text}\n`);
      }
    };
    write('0000:00:1f.0', { class: '0x060100', vendor: '0x8086', uevent: 'PCI_SLOT_NAME=0000:00:1f.0' });
    write('0000:03:00.0', {
      class: '0x030000',
      vendor: '0x8086',
      uevent: 'DRIVER=i915\nPCI_SLOT_NAME=0000:03:00.0',
      'drm/card1/lmem_total_bytes': '6379536384',
      'drm/renderD129/dev': '226:129',
      'hwmon/hwmon3/temp1_input': '48000',
    });
    const { readings } = await readLinuxCards(never, root, devices);
    expect(readings).toMatchObject([
      { pciId: '0000:03:00.0', totalBytes: 6379536384, temperatureC: 48, trouble: null },
    ]);
  });

  it('finds nothing where there is no such folder', async () => {
    await expect(readLinuxCards(never, path.join(tempDir(), 'none'))).resolves.toEqual({ readings: [], troubles: [] });
  });

  it('names the device file that the agent’s user may not open, and the groups that may', () => {
    const card = JSON.parse(fixtureText('rx580-8gb.sysfs.json')) as SysfsCard;
    expect(parseSysfsCard({ ...card, closed_node: '/dev/dri/renderD128' })?.trouble).toBe(
      'The agent’s user may not open /dev/dri/renderD128; add it to the groups video and render, and restart the PC.',
    );
  });
});

describe('Windows', () => {
  const read = (name: string) => new WindowsReader(windowsTools(name).run).read(never);

  it.each<[string, Partial<VendorReading>[]]>([
    [
      'rx580-8gb-win10',
      [
        {
          vendor: 'amd',
          pciId: '0000:01:00.0',
          name: 'Radeon RX 580 Series',
          driver: '31.0.21912.14',
          totalBytes: 8 * gibibyte,
          usedBytes: 700 * mebibyte,
          trouble: null,
        },
      ],
    ],
    [
      'laptop-rtx3050-4gb-win11-german',
      [
        { vendor: 'intel', pciId: '0000:00:02.0', totalBytes: 128 * mebibyte, usedBytes: 118 * mebibyte },
        { vendor: 'nvidia', pciId: '0000:01:00.0', totalBytes: 4 * gibibyte, usedBytes: 0 },
      ],
    ],
    [
      'two-rx580-2048sp-win10',
      [
        { pciId: '0000:03:00.0', totalBytes: 8 * gibibyte, usedBytes: gibibyte, trouble: null },
        { pciId: '0000:0b:00.0', usedBytes: 50 * mebibyte, trouble: expect.stringContaining('code 43') as string },
      ],
    ],
    [
      'gt730-without-driver-win10',
      [
        {
          vendor: 'nvidia',
          pciId: '0000:01:00.0',
          totalBytes: null,
          trouble: expect.stringContaining('no driver') as string,
        },
      ],
    ],
  ])('is read: %s', async (name, cards) => {
    const { readings, troubles } = await read(name);
    expect(readings).toMatchObject(cards);
    expect([readings.length, troubles]).toEqual([cards.length, []]);
  });

  it('asks the registry once, and PowerShell not more often than every ten seconds', async () => {
    const tools = windowsTools('rx580-8gb-win10');
    let now = 0;
    const reader = new WindowsReader(tools.run, () => now);
    await reader.read(never);
    now = 9_999;
    await reader.read(never);
    expect(tools.calls).toEqual(['powershell.exe', 'reg.exe', 'reg.exe', 'reg.exe', 'reg.exe']);
    now = 10_000;
    await reader.read(never);
    expect(tools.calls.slice(5)).toEqual(['powershell.exe']);
  });

  it.each([
    [{ kind: 'missing' }, /PowerShell is not there/],
    [{ kind: 'failed', why: 'powershell.exe did not answer within 15 s.' }, /did not answer within 15 s/],
    [{ kind: 'text', text: 'Get-CimInstance : Zugriff verweigert' }, /cannot be read/],
    [{ kind: 'text', text: '' }, /cannot be read/],
  ] as const)('says why when PowerShell answers %j', async (answer, sentence) => {
    const reader = new WindowsReader(() => Promise.resolve(answer));
    expect(await reader.read(never)).toEqual({
      readings: [],
      troubles: [{ vendor: null, sentence: expect.stringMatching(sentence) }],
    });
  });

  it('still lists its cards when the registry cannot be asked', async () => {
    const tools = windowsTools('rx580-8gb-win10');
    const reader = new WindowsReader((program, ...rest) =>
      program === 'reg.exe' ? Promise.resolve({ kind: 'failed', why: 'no' }) : tools.run(program, ...rest),
    );
    const { readings } = await reader.read(never);
    expect(readings).toMatchObject([{ name: 'Radeon RX 580 Series', pciId: null, totalBytes: null, usedBytes: null }]);
  });

  it('writes numbers as hexadecimal or as bytes', () => {
    expect(registryNumber('0x180000000')).toBe(6n * 1024n ** 3n);
    expect(registryNumber('0000008001000000')).toBe(6n * 1024n ** 3n);
    for (const none of [undefined, '', 'NVIDIA', '0x', '6,0', '123']) expect(registryNumber(none)).toBeNull();
  });

  it('prints keys in any language, with names that hold blanks', () => {
    const text =
      '\r\nHKEY_LOCAL_MACHINE\\A\\b\r\n    Two words    REG_SZ    a    b\r\n    (Standard)    REG_SZ    \r\nFEHLER: Zugriff verweigert\r\n';
    expect(parseRegistry(text)).toEqual(
      new Map([
        [
          'HKEY_LOCAL_MACHINE\\A\\B',
          new Map([
            ['Two words', 'a    b'],
            ['(Standard)', ''],
          ]),
        ],
      ]),
    );
  });

  it('prints a list of one as one, or wrapped, with rows that mean nothing', () => {
    const row = { Name: 'luid_0x00000001_0x0000D1A5_phys_0', DedicatedUsage: '5' };
    const used = (memory: unknown) =>
      parseCounters(`\uFEFF${JSON.stringify({ memory, controllers: null })}`)?.usedBytes;
    const expected = new Map([['000000010000d1a5', 5]]);
    expect(used(row)).toEqual(expected);
    expect(used({ value: [row, null, { Name: 'x' }], Count: 3 })).toEqual(expected);
    expect(used([row, { ...row, Name: 'luid_0x00000001_0x0000d1a5_phys_1' }])).toEqual(
      new Map([['000000010000d1a5', 10]]),
    );
    expect(used(null)).toEqual(new Map());
  });
});

describe('a Mac', () => {
  it('has graphics of Apple’s that share main memory', () => {
    expect(parseDisplays(fixtureText('mac-mini-m1.profiler.json'), 5 * gibibyte)).toEqual({
      readings: [
        { vendor: 'apple', pciId: null, name: 'Apple M1', driver: null, totalBytes: 5 * gibibyte, ...unknown },
      ],
      troubles: [],
    });
  });

  it('may have a card with memory of its own', () => {
    const { readings } = parseDisplays(fixtureText('macbookpro-2019-radeon.profiler.json'), 0);
    expect(readings.map(({ vendor, totalBytes }) => [vendor, totalBytes])).toEqual([
      ['intel', null],
      ['amd', 4 * gibibyte],
    ]);
  });

  it('gives graphics two thirds of a small memory, three quarters of a large one, or what an admin set', () => {
    expect(workingSet(24 * gibibyte, '0\n')).toBe(16 * gibibyte);
    expect(workingSet(64 * gibibyte, '')).toBe(48 * gibibyte);
    expect(workingSet(64 * gibibyte, '57344\n')).toBe(56 * gibibyte);
    expect(workingSet(16 * gibibyte, '999999')).toBe(16 * gibibyte);
  });

  it('says so when the answer is none', () => {
    for (const text of ['', 'error', '{"SPDisplaysDataType": 1}']) {
      expect(parseDisplays(text, 0).troubles).toMatchObject([{ sentence: expect.stringContaining('cannot be read') }]);
    }
    expect(parseDisplays('{"SPDisplaysDataType": [null, {"sppci_model": 5}, {}]}', 0)).toEqual({
      readings: [],
      troubles: [],
    });
  });
});

describe('a tool', () => {
  const script = (text: string): string => {
    const file = path.join(tempDir(), 'tool');
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  it('that is not there is missing', async () => {
    expect(await runTool(path.join(tempDir(), 'none'), [], never)).toEqual({ kind: 'missing' });
  });

  it('that fails is listened to all the same, and named when it says nothing', async () => {
    expect(await runTool(script('echo broken; exit 9'), [], never)).toEqual({ kind: 'text', text: 'broken\n' });
    const silent = script('exit 9');
    expect(await runTool(silent, [], never)).toEqual({ kind: 'failed', why: `${silent} failed (9).` });
  });

  it('that hangs is ended', async () => {
    const hangs = script('exec sleep 60');
    expect(await runTool(hangs, [], never, 100)).toEqual({
      kind: 'failed',
      why: `${hangs} did not answer within 0.1 s.`,
    });
  });

  it('that is not waited for any more does not throw', async () => {
    expect(await runTool(script('exec sleep 60'), [], AbortSignal.abort())).toMatchObject({ kind: 'failed' });
  });

  it('may write UTF-16', () => {
    const text = 'GeForce GTX 1060 für Ärzte';
    const bytes = Buffer.from(text, 'utf16le');
    expect(decodeOutput(Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]))).toBe(text);
    expect(decodeOutput(bytes)).toBe(text);
    expect(decodeOutput(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(bytes).swap16()]))).toBe(text);
    expect(decodeOutput(Buffer.from(`\uFEFF${text}`))).toBe(text);
    expect(decodeOutput(Buffer.from([]))).toBe('');
  });
});

describe('several readers of one PC', () => {
  const card = (changes: Partial<VendorReading>): VendorReading => ({
    vendor: 'nvidia',
    pciId: '0000:01:00.0',
    name: null,
    driver: null,
    totalBytes: null,
    ...unknown,
    ...changes,
  });
  const report = (...readings: VendorReading[]) => ({ readings, troubles: [] });

  it('make one reading of each card, each fact from the first that knows it', () => {
    const smi = card({ name: 'GTX 1060', driver: '535', totalBytes: 5 });
    const linux = card({ driver: 'nvidia', totalBytes: 6, temperatureC: 40 });
    const other = card({ vendor: 'amd', pciId: '0000:02:00.0' });
    expect(joinReports([report(smi), report(linux, other)]).readings).toEqual([{ ...smi, temperatureC: 40 }, other]);
  });

  it('do not make two of a card that one of them cannot place', () => {
    const placed = card({ name: 'GTX 1060' });
    const unplaced = card({ pciId: null, name: 'NVIDIA GeForce GTX 1060' });
    expect(joinReports([report(placed), report(unplaced)]).readings).toEqual([placed]);
    expect(joinReports([report(), report(unplaced, unplaced)]).readings).toHaveLength(2);
  });
});

it('a size is a whole number of bytes, and none that no card has', () => {
  expect(bytesFrom(12.3, 1024)).toBe(12_595);
  for (const none of [null, -1, Number.NaN, 2 ** 60]) expect(bytesFrom(none)).toBeNull();
});

it('a PCI id is written one way', () => {
  expect(normalPciId('00000000:0A:00.0')).toBe('0000:0a:00.0');
  expect(normalPciId(' 1:82:00.1 ')).toBe('0001:82:00.1');
  for (const none of ['', 'unknown id', '01:00.0', '0000:01:00', '0000:01:00.9']) expect(normalPciId(none)).toBeNull();
});
