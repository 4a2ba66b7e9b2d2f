import { expect, it } from 'vitest';
import { formatJoinToken } from '../../../../contract/enrolment.ts';
import { Listeners } from '../../../../main/base/listeners.ts';
import { TokenAdmission } from '../../../../main/installer/push/token-admission.ts';

const secret = '7'.repeat(16);
const token = formatJoinToken({ pin: 'ab'.repeat(32), secret });
const known = {
  id: 'm-2',
  name: 'PLOTTER-PC',
  certificate: '',
  fingerprint: '',
  local: false,
  machineId: 'm-2',
  removing: false,
};

function office() {
  const changes = new Listeners();
  const state = { joined: false, connected: false, takenBack: [] as string[], listeners: 0 };
  const admission = new TokenAdmission({
    enrolment: {
      createToken: () => ({ token, secret, expiresAt: 0 }),
      joinedBy: (asked) => (asked === secret && state.joined ? known : null),
      takeBack: (asked) => void state.takenBack.push(asked),
    },
    isConnected: (id) => id === known.id && state.connected,
    onChange: (listener) => {
      state.listeners += 1;
      const leave = changes.add(listener);
      return () => {
        state.listeners -= 1;
        leave();
      };
    },
  });
  const change = (what: Partial<typeof state>): void => {
    Object.assign(state, what);
    changes.call();
  };
  return { admission, state, change };
}

it('the machine that joined with the token is waited for until its tunnel is open', async () => {
  const { admission, state, change } = office();
  const waiting = admission.waitForMachine(admission.newToken(), new AbortController().signal);
  let came = false;
  void waiting.then(() => (came = true));
  change({ joined: true });
  await Promise.resolve();
  expect(came).toBe(false);
  change({ connected: true });
  expect(await waiting).toEqual({ id: 'm-2', name: 'PLOTTER-PC' });
  expect(state.listeners).toBe(0);
});

it('one that is connected already is not waited for', async () => {
  const { admission, change } = office();
  change({ joined: true, connected: true });
  expect(await admission.waitForMachine(token, new AbortController().signal)).toMatchObject({ id: 'm-2' });
});

it('waiting ends when nobody waits any more, and a token is taken back by its secret', async () => {
  const { admission, state } = office();
  const stop = new AbortController();
  const waiting = admission.waitForMachine(token, stop.signal);
  stop.abort(new Error('too late'));
  await expect(waiting).rejects.toThrow('too late');
  expect(state.listeners).toBe(0);
  admission.takeBack(token);
  expect(state.takenBack).toEqual([secret]);
});
