import { describe, expect, it } from 'vitest';
import { readArguments, writeArguments } from '../../../main/electron/arguments.ts';

describe('the desktop’s arguments', () => {
  it('name the office’s folder and ports among Chromium’s own switches', () => {
    const argv = ['/opt/aivailable', '--no-sandbox', '--data', '/srv/office', '--port=0', '--lang=de'];
    expect(readArguments(argv, '/home/anna/office')).toEqual({
      dataDir: '/srv/office',
      port: 0,
      agentsPort: undefined,
      hidden: false,
    });
  });

  it('fall back to the usual folder', () => {
    expect(readArguments([], '/home/anna/office').dataDir).toBe('/home/anna/office');
  });

  it('say whether the app starts with its PC', () => {
    expect(readArguments(['--hidden', '--data', '/srv/office'], '/elsewhere')).toMatchObject({ hidden: true });
  });

  it('are passed on whole', () => {
    const given = { dataDir: '/srv/an office', port: 9000, agentsPort: 9001 };
    expect(readArguments(writeArguments(given), '/elsewhere')).toEqual({ ...given, hidden: false });
  });

  it.each([['--port', 'http'], ['--port', '70000'], ['--agents-port=-1'], ['--port'], ['--data=']])(
    'are refused with the name of the wrong one: %s %s',
    (...argv) => {
      const name = argv[0]?.split('=')[0];
      expect(() => readArguments(argv, '/elsewhere')).toThrow(`${name} has no valid value.`);
    },
  );
});
