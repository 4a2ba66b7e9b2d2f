import { expect, it, vi } from 'vitest';
import { takeInvite } from '../../../../renderer/features/session/take-invite.ts';

it('takes the code of an invite out of the address', () => {
  const replaceState = vi.fn<History['replaceState']>();
  expect(takeInvite({ pathname: '/i', hash: '#M4TK-92QX' }, { replaceState })).toBe('M4TK-92QX');
  expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/i');
});

it('knows an invite’s page whose code is gone from every other page', () => {
  const replaceState = vi.fn<History['replaceState']>();
  expect(takeInvite({ pathname: '/i', hash: '' }, { replaceState })).toBe('');
  expect(takeInvite({ pathname: '/', hash: '#/chat' }, { replaceState })).toBeNull();
  expect(replaceState).not.toHaveBeenCalled();
});
