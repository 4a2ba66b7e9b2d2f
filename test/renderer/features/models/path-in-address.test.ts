import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../../main/electron/wish.ts';
import { pathInAddress } from '../../../../renderer/features/models/import/path-in-address.ts';

describe('a file in the page’s address', () => {
  it.each(['/srv/models/qwen.gguf', 'C:\\Modelle\\Zoë 100%.gguf', '/田中/?#&.gguf'])(
    'is the one that was opened: %s',
    (file) => {
      expect(pathInAddress(pageOf({ importFile: file }).split('/')[3] ?? '')).toBe(file);
    },
  );

  it.each([null, '', '***', '/w'])('is none where nothing readable stands: %j', (written) => {
    expect(pathInAddress(written)).toBeNull();
  });
});
