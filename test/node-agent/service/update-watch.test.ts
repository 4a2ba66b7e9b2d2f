import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { beginUpdate, readUpdate } from '../../../node-agent/service/update-state.ts';
import { UpdateWatch } from '../../../node-agent/service/update-watch.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

function watching(dataDir: string, version: string, provesWithinMs = 60_000) {
  const wentBack: string[] = [];
  const kept: string[] = [];
  const watch = new UpdateWatch({
    dataDir,
    version,
    provesWithinMs,
    goBack: (previous) => void wentBack.push(previous),
    keepOnly: (one) => void kept.push(one),
  });
  onTestFinished(() => watch.close());
  return { watch, wentBack, kept };
}

const updated = (): string => {
  const dataDir = tempDir();
  beginUpdate(dataDir, { version: '0.2.0', previous: '0.1.0' });
  return dataDir;
};

it('keeps a new version that reaches its coordinator, and no other', () => {
  const dataDir = updated();
  const { watch, wentBack, kept } = watching(dataDir, '0.2.0');
  watch.start();
  watch.connected();
  expect([kept, wentBack]).toEqual([['0.2.0'], []]);
  expect(existsSync(path.join(dataDir, 'update.json'))).toBe(false);
  watch.connected();
  expect(kept).toEqual(['0.2.0']);
});

it('goes back to the version before when the coordinator is not reached in time', async () => {
  const { watch, wentBack, kept } = watching(updated(), '0.2.0', 1);
  watch.start();
  await until('it went back', () => wentBack.length > 0);
  expect([kept, wentBack]).toEqual([[], ['0.1.0']]);
});

it('goes back from a version that ends again and again', () => {
  const dataDir = updated();
  for (let start = 1; start <= 5; start++) {
    const { watch, wentBack } = watching(dataDir, '0.2.0');
    watch.start();
    expect(wentBack).toEqual([]);
    expect(readUpdate(dataDir)?.starts).toBe(start);
    watch.close();
  }
  const { watch, wentBack } = watching(dataDir, '0.2.0');
  watch.start();
  expect(wentBack).toEqual(['0.1.0']);
});

it('clears away after itself when the older version runs again', () => {
  const dataDir = updated();
  const { watch, wentBack, kept } = watching(dataDir, '0.1.0', 1);
  watch.start();
  expect([kept, wentBack, readUpdate(dataDir)]).toEqual([['0.1.0'], [], null]);
});

it('leaves the version in use alone when there is no update, or none that can be read', () => {
  const dataDir = tempDir();
  writeFileSync(path.join(dataDir, 'update.json'), '{"version":');
  for (const folder of [dataDir, tempDir()]) {
    const { watch, wentBack, kept } = watching(folder, '0.2.0', 1);
    watch.start();
    watch.connected();
    expect([kept, wentBack]).toEqual([[], []]);
  }
});
