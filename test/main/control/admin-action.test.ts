import { expect, it } from 'vitest';
import { adminAction } from '../../../main/control/admin-action.ts';

const nameOf = (id: string): string | null => (id === 'm-1' ? 'STUDIO-3' : null);

it('names the machine or the model that something was done to', () => {
  expect(adminAction('PATCH', '/machines/m-1', nameOf)).toMatchObject({
    what: 'changed',
    subject: 'STUDIO-3',
    sentence: 'How STUDIO-3 is used was changed',
  });
  expect(adminAction('DELETE', '/deployments/qwen%3A7b', nameOf)?.sentence).toBe('qwen:7b was switched off');
});

it('says nothing of calls that only look, and of conversations', () => {
  expect(adminAction('POST', '/plan/what-if', nameOf)).toBeNull();
  expect(adminAction('POST', '/conversations/c-1/answers', nameOf)).toBeNull();
  expect(adminAction('PATCH', '/conversations/c-1', nameOf)).toBeNull();
  expect(adminAction('POST', '/machines/m-1/test', nameOf)).toBeNull();
});
