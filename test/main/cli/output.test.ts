import { expect, it, vi } from 'vitest';
import { print } from '../../../main/cli/output.ts';

it('prints lines as they are, and nothing that would move the cursor', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  print('GTX\u001B[2J 1060\r\nsecond');
  expect(write).toHaveBeenCalledWith('GTX[2J 1060\nsecond\n');
  write.mockRestore();
});
