import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type HostFacts, readFacts } from '../../../../main/installer/push/remote-facts.ts';
import { factsInWords, judge, usualNeeds } from '../../../../main/installer/push/remote-judge.ts';

const outputOf = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/ssh-look/${name}.txt`, import.meta.url), 'utf8');

function factsOf(name: string): HostFacts {
  const facts = readFacts(outputOf(name));
  if (!facts) throw new Error(`${name} has no facts`);
  return facts;
}

describe('what a PC answers', () => {
  it.each([
    [
      'debian12-gtx1060',
      'It has Debian GNU/Linux 12 (bookworm), GeForce GTX 1060 6GB, 6 GB, Intel Corporation HD Graphics 530, 15.5 GB of memory, 41.2 GB of disk free.',
    ],
    [
      'ubuntu2404-rx580',
      'It has Ubuntu 24.04.1 LTS, Radeon RX 470/480/570/570X/580/580X/590, 31.3 GB of memory, 192.0 GB of disk free.',
    ],
    ['alpine320', 'It has Alpine Linux v3.20, a card of NVIDIA, 7.6 GB of memory, 17.4 GB of disk free.'],
    ['macos15-m2', 'It has macOS 15.1, Apple M2, 16.0 GB of memory, 298.0 GB of disk free.'],
    [
      'debian12-vm-root',
      'It has Debian GNU/Linux 12 (bookworm), no graphics card seen, 23.5 GB of memory, 73.9 GB of disk free.',
    ],
  ])('is told in words: %s', (name, words) => expect(factsInWords(factsOf(name))).toBe(words));

  it('tells of the agent that is there, and of its office', () => {
    expect(factsOf('ubuntu2404-rx580').agent).toEqual({ version: '0.1.0', pin: 'ab'.repeat(32) });
    expect(factsOf('debian12-gtx1060').agent).toBeNull();
  });

  it('is nothing where the script did not run to its end', () => {
    const whole = outputOf('debian12-gtx1060');
    expect(readFacts(whole.slice(0, whole.indexOf('tool=')))).toBeNull();
    expect(readFacts(outputOf('windows11-cmd'))).toBeNull();
    expect(readFacts('')).toBeNull();
  });

  it('is read with care: no control characters, no endless lists, no numbers that are none', () => {
    const facts = readFacts(
      [
        'aivailable-look=1',
        'os=Evil\u001b[2J\u202eLinux',
        'free_kb=-12',
        'memory_kb=99999999999999999999',
        'writable=maybe',
        'constructor=x',
        ...Array.from({ length: 500 }, (_, index) => `pci=card ${index}`),
        'aivailable-look=end',
      ].join('\n'),
    );
    expect(facts).toMatchObject({ osName: 'Evil[2JLinux', freeDisk: null, memory: null, homeIsWritable: false });
    expect(facts?.gpus).toHaveLength(32);
  });
});

describe('the judgement', () => {
  it.each([
    ['debian12-gtx1060', { suits: true, platform: 'linux-x64', asSystem: false }],
    ['ubuntu2404-rx580', { suits: true, platform: 'linux-x64', asSystem: false }],
    ['macos15-m2', { suits: true, platform: 'mac-arm64', asSystem: false }],
  ])('lets %s be a machine', (name, expected) => expect(judge(factsOf(name), false)).toEqual(expected));

  it.each([
    [
      'debian11-full-noexec',
      [
        'Its C library is glibc 2.31; 2.34 is needed.',
        'Programs in /home/jana cannot be run: its disk is mounted with noexec.',
        'It has 1.2 GB of disk free; 1.5 GB are needed.',
      ],
    ],
    [
      'alpine320',
      ['Its C library is musl; glibc 2.34 is needed.', 'It was not started by systemd, which keeps the agent running.'],
    ],
    ['rpios12-32bit', ['Its system is a 32-bit one (aarch64); 64-bit is needed.']],
    ['macos15-intel', ['It is a Mac with an Intel processor (x86_64); Apple’s own is needed.']],
    ['freebsd14', ['It runs FreeBSD 14.1-RELEASE; Linux or macOS is needed.']],
    ['debian12-vm-root', ['It was not started by systemd, which keeps the agent running.']],
  ])('refuses %s and says why', (name, reasons) => {
    expect(judge(factsOf(name), false)).toEqual({ suits: false, reasons });
  });

  it('makes a service of the whole PC for root, and for whom sudo asks no password', () => {
    expect(judge(factsOf('ubuntu2404-rx580'), true)).toMatchObject({ suits: true, asSystem: true });
    expect(judge({ ...factsOf('debian12-gtx1060'), isRoot: true }, false)).toMatchObject({
      suits: true,
      asSystem: true,
    });
    expect(judge(factsOf('debian12-gtx1060'), true)).toEqual({
      suits: false,
      reasons: ['For a service of the whole PC, sudo must work there without a password.'],
    });
  });

  const good = factsOf('debian12-gtx1060');
  it.each<[string, Partial<HostFacts>]>([
    ['Its processor is of the kind riscv64; the agent is there for x86_64.', { arch: 'riscv64' }],
    ['Its system is a 32-bit one (i686); 64-bit is needed.', { arch: 'i686', bits: 32 }],
    ['Its C library is unknown; glibc 2.34 is needed.', { libc: { name: 'unknown', version: '' } }],
    ['It has no loginctl, without which the agent would end when that user logs out.', { canLinger: false }],
    ['Nothing can be written to the folder /home/jana.', { homeIsWritable: false }],
    ['It has no tar.', { tools: new Set(['gzip', 'sha256sum']) }],
    ['It has no sha256sum, by which the copy is checked.', { tools: new Set(['gzip', 'tar']) }],
    ['It has no gzip.', { tools: new Set(['tar', 'shasum']) }],
  ])('says: %s', (reason, change) => {
    expect(judge({ ...good, ...change }, false)).toEqual({ suits: false, reasons: [reason] });
  });

  it('holds at its limits', () => {
    const judged = (change: Partial<HostFacts>): boolean => judge({ ...good, ...change }, false).suits;
    expect(judged({ libc: { name: 'glibc', version: '2.34' } })).toBe(true);
    expect(judged({ libc: { name: 'glibc', version: '2.4' } })).toBe(false);
    expect(judged({ libc: { name: 'glibc', version: '3.0' } })).toBe(true);
    expect(judged({ freeDisk: usualNeeds.freeDisk })).toBe(true);
    expect(judged({ freeDisk: usualNeeds.freeDisk - 1 })).toBe(false);
    expect(judged({ freeDisk: null })).toBe(true);
  });
});
