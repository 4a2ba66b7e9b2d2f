import { expect, it } from 'vitest';
import { commandLine } from '../../contract/command-line.ts';

const dataOf = (folder: string): string => commandLine('doctor', folder).split(' --data ')[1] ?? '';

it('names the data folder only when it is not the usual one', () => {
  expect(commandLine('doctor', null)).toBe('npm run -s aivailable -- doctor');
  expect(commandLine('doctor', '/srv/office')).toBe('npm run -s aivailable -- doctor --data /srv/office');
});

it('quotes a folder that a shell would take apart', () => {
  expect(dataOf('/home/ann/My Office')).toBe('"/home/ann/My Office"');
  expect(dataOf('C:\\Users\\Ann\\My Office')).toBe('"C:\\Users\\Ann\\My Office"');
  expect(dataOf('C:\\Users\\Jörg')).toBe('C:\\Users\\Jörg');
  expect(dataOf('/srv/$HOME "x"')).toBe('"/srv/\\$HOME \\"x\\""');
});
