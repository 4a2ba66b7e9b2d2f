import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { isLocked } from '../../../main/cli/install-login.ts';
import { readBytes } from '../../../main/cli/read-bytes.ts';
import { readHours } from '../../../main/cli/read-hours.ts';
import { Terminal } from '../../../main/cli/terminal.ts';
import { keyboard } from '../../support/typed-command.ts';

describe('the terminal', () => {
  it('does not show a secret while it is typed', async () => {
    const keys = keyboard();
    const screen = new PassThrough();
    const asked = new Terminal(keys, screen).secret('Password: ');
    keys.write('pa55 word\r');
    expect(await asked).toBe('pa55 word');
    screen.end();
    expect(await text(screen)).toBe('Password: \n');
  });

  it('takes only a yes for a yes', async () => {
    for (const [typed, agreed] of [
      ['y', true],
      ['YES', true],
      ['', false],
      ['n', false],
    ] as const) {
      const keys = keyboard();
      const answer = new Terminal(keys, new PassThrough()).agrees('Sure?');
      keys.write(`${typed}\r`);
      expect(await answer, typed).toBe(agreed);
    }
  });

  it('gives up at Ctrl+C', async () => {
    const keys = keyboard();
    const answer = new Terminal(keys, new PassThrough()).secret('Password: ');
    keys.write('\u0003');
    await expect(answer).rejects.toThrow('not answered');
  });

  it('asks nobody when input comes from elsewhere, and reads that to its end', async () => {
    const piped = new PassThrough();
    const terminal = new Terminal(piped, new PassThrough());
    await expect(terminal.line('User: ')).rejects.toThrow('Nobody is at the terminal');
    piped.end('pa55 \n');
    expect(await terminal.everything()).toBe('pa55 ');
  });
});

describe('hours as they are typed', () => {
  it('are days and times', () => {
    expect(readHours('always')).toBeNull();
    expect(readHours('mon-fri 18:00-08:00')).toEqual({ days: [1, 2, 3, 4, 5], from: '18:00', until: '08:00' });
    expect(readHours('Saturday,SUN 0:00 - 23:59')).toEqual({ days: [6, 7], from: '00:00', until: '23:59' });
    expect(readHours('fri-mon 9:00-10:00')?.days).toEqual([1, 5, 6, 7]);
    expect(readHours('daily 20:00-06:00')?.days).toHaveLength(7);
  });

  it('are refused when they cannot be meant', () => {
    for (const typed of [
      '',
      'mon',
      'mon 18:00',
      'mon-fri 25:00-08:00',
      'mon-fri 18:00-18:00',
      'xyz 1:00-2:00',
      'mon-tue-wed 1:00-2:00',
    ]) {
      expect(() => readHours(typed), typed).toThrow('are no hours');
    }
  });
});

it('reads amounts of memory', () => {
  expect(readBytes('4GB')).toBe(4 * 1024 ** 3);
  expect(readBytes('4.5 gb')).toBe(4.5 * 1024 ** 3);
  expect(readBytes('1,5')).toBe(1.5 * 1024 ** 3);
  expect(readBytes('512MB')).toBe(512 * 1024 ** 2);
  expect(readBytes('0')).toBe(0);
  expect(readBytes('none')).toBeNull();
  for (const typed of ['', 'lots', '4TB', '-1']) expect(() => readBytes(typed), typed).toThrow('no amount of memory');
});

it('sees whether a private key is locked by a passphrase', () => {
  const openssh = (cipher: string): string => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(cipher.length);
    const body = Buffer.concat([Buffer.from('openssh-key-v1\0'), length, Buffer.from(cipher)]).toString('base64');
    return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----\n`;
  };
  expect(isLocked(openssh('none'))).toBe(false);
  expect(isLocked(openssh('aes256-ctr'))).toBe(true);
  expect(isLocked('-----BEGIN ENCRYPTED PRIVATE KEY-----\n')).toBe(true);
  expect(isLocked('-----BEGIN PRIVATE KEY-----\n')).toBe(false);
});
