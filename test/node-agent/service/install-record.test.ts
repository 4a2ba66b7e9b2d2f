import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInstallRecord } from '../../../node-agent/service/install-record.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** A data folder with these files beside it. */
function dataBeside(...files: string[]): string {
  const root = tempDir();
  for (const file of files) writeFileSync(path.join(root, file), '');
  const data = path.join(root, 'data');
  mkdirSync(data);
  return data;
}

describe('an agent without an install record', () => {
  it('is one of the Windows installer when the uninstaller lies beside its data', () => {
    const data = dataBeside('uninstall.exe', 'current.txt');
    expect(readInstallRecord(data)).toMatchObject({ kind: 'windows', root: path.dirname(data), data });
  });

  it.each([[[]], [['current.txt']], [['uninstall.exe']]])('is no service when only %j lies there', (files) => {
    expect(readInstallRecord(dataBeside(...files))).toBeNull();
  });
});
