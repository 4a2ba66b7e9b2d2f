import { describe, expect, it } from 'vitest';
import { fileList } from '../../scripts/windows-installer/file-list.mjs';

const files = ['node_modules/a/b.js', 'bin/node.exe', 'manifest.json', 'node_modules/a.js', 'bin/LICENSE'];

describe('the list of files for the Windows installer', () => {
  it('names each folder once, with the version’s folder before it', () => {
    const folder = '${VERSION_FOLDER}';
    expect(fileList('/tmp/content', files).split('\n')).toEqual([
      `SetOutPath "${folder}"`,
      'File "/tmp/content/manifest.json"',
      `SetOutPath "${folder}\\bin"`,
      'File "/tmp/content/bin/LICENSE"',
      'File "/tmp/content/bin/node.exe"',
      `SetOutPath "${folder}\\node_modules"`,
      'File "/tmp/content/node_modules/a.js"',
      `SetOutPath "${folder}\\node_modules\\a"`,
      'File "/tmp/content/node_modules/a/b.js"',
      '',
    ]);
  });

  it('is the same in whatever order the files were found', () => {
    expect(fileList('/tmp/content', files.toReversed())).toBe(fileList('/tmp/content', files));
  });

  it('keeps NSIS from reading a variable in the name of a folder', () => {
    expect(fileList('/tmp/$HOME', ['a'])).toContain('File "/tmp/$$HOME/a"');
  });
});
