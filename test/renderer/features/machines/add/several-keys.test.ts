import { expect, it } from 'vitest';
import { problem } from '../../../../../contract/problem.ts';
import { mayBeInstallable } from '../../../../../renderer/features/machines/add/several-keys.ts';
import { candidate } from '../../../../support/fake-control/found-parts.ts';

const [one, other] = [candidate('STUDIO-3', '192.168.10.23'), candidate('DESIGN-01', '192.168.10.21')];

it('counts a PC whose key is still asked for, and none that gave no key', () => {
  expect(mayBeInstallable([one, other], new Map())).toBe(2);
  const gone = problem('hub_unreachable', 'It does not answer.');
  expect(mayBeInstallable([one, other], new Map([[other.id, gone]]))).toBe(1);
});
