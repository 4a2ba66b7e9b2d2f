import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseAmdCard, readAmd, type SysfsCard } from '../../../node-agent/hardware/amd-sysfs.ts';
import { parseNvidiaSmi } from '../../../node-agent/hardware/nvidia-smi.ts';
import { tempDir } from '../../support/temp-dir.ts';

const fixture = (name: string): string =>
  readFileSync(path.resolve(import.meta.dirname, '../../fixtures/hardware', name), 'utf8');
const mebibyte = 1024 * 1024;

it('reads a GTX 1060', () => {
  expect(parseNvidiaSmi(fixture('gtx1060-6gb.nvidia-smi.csv'))).toEqual([
    {
      vendor: 'nvidia',
      pciId: '0000:01:00.0',
      name: 'NVIDIA GeForce GTX 1060 6GB',
      driver: '535.183.01',
      totalBytes: 6144 * mebibyte,
      usedBytes: 431 * mebibyte,
      temperatureC: 41,
      load: 0.03,
    },
  ]);
});

it('reads two cards, each with its own figures', () => {
  const cards = parseNvidiaSmi(fixture('two-gtx1080ti.nvidia-smi.csv'));
  expect(cards.map((card) => [card.pciId, card.usedBytes / mebibyte])).toEqual([
    ['0000:03:00.0', 10],
    ['0000:82:00.0', 4096],
  ]);
});

it('takes a figure that an old driver does not know as unknown', () => {
  expect(parseNvidiaSmi(fixture('quadro-k620-old-driver.nvidia-smi.csv'))).toMatchObject([
    { load: null, temperatureC: 38 },
  ]);
});

it('takes an error message for no card', () => {
  expect(parseNvidiaSmi("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n")).toEqual([]);
  expect(parseNvidiaSmi('')).toEqual([]);
});

it('reads an RX 580', () => {
  expect(parseAmdCard(JSON.parse(fixture('rx580-8gb.sysfs.json')) as SysfsCard)).toEqual({
    vendor: 'amd',
    pciId: '0000:01:00.0',
    name: null,
    driver: 'amdgpu',
    totalBytes: 8 * 1024 ** 3,
    usedBytes: 512_000_000,
    temperatureC: 44,
    load: 0.07,
  });
});

it('takes other makers’ cards, and cards without figures, for none of AMD’s', () => {
  expect(parseAmdCard({ vendor: '0x8086', uevent: 'PCI_SLOT_NAME=0000:00:02.0', mem_info_vram_total: '1' })).toBeNull();
  expect(parseAmdCard({ vendor: '0x1002', uevent: 'PCI_SLOT_NAME=0000:01:00.0' })).toBeNull();
});

it('finds no AMD card where there is no such folder', async () => {
  await expect(readAmd(new AbortController().signal, path.join(tempDir(), 'none'))).resolves.toEqual([]);
});
