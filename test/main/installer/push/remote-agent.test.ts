import { describe, expect, it } from 'vitest';
import { RemoteAgent } from '../../../../main/installer/push/remote-agent.ts';

const { signal } = new AbortController();

/** A PC that answers every script alike, and keeps what it was asked. */
function scripted(stdout = 'aivailable-answer=yes\n', stderr = '') {
  const asked: { script: string; input: string }[] = [];
  const session = {
    run: (script: string, { input = '' } = {}) => {
      asked.push({ script, input });
      return Promise.resolve({ code: 0, stdout, stderr });
    },
  };
  return { session, asked, last: () => asked.at(-1)?.script.split('\n').at(-1) };
}

const linux = { system: 'linux', isRoot: false, agentData: [] } as const;

describe('the agent as a service of the whole PC', () => {
  it('is installed and removed with sudo, which never asks', async () => {
    const { session, last } = scripted();
    const agent = new RemoteAgent(linux, true);
    await agent.install(session, '/home/jana/.aivailable-install.x');
    expect(last()).toBe(
      `sudo -n '/home/jana/.aivailable-install.x/bundle'/bin/node '/home/jana/.aivailable-install.x/bundle'/agent/node-agent.mjs service install --root '/home/jana/.aivailable-install.x/bundle' --system </dev/null && echo "aivailable-answer=yes"`,
    );
    await agent.uninstall(session);
    expect(last()?.trim()).toBe(
      'sudo -n /opt/aivailable-agent/current/bin/node /opt/aivailable-agent/current/agent/node-agent.mjs service uninstall --purge --system </dev/null && echo "aivailable-answer=yes"',
    );
  });

  it('joins as the user that it runs as', async () => {
    const { session, asked, last } = scripted();
    await new RemoteAgent(linux, true).join(session, 'AIV1.a.b', ['10.0.0.5:8421']);
    expect(last()).toContain(`sudo -n su -s /bin/sh -c '/opt/aivailable-agent/current/bin/node`);
    expect(last()).toMatch(/' aivailable-agent && echo/);
    expect(asked[0]).toMatchObject({ input: 'AIV1.a.b\n', script: expect.not.stringContaining('AIV1') as unknown });
  });

  it('needs no sudo for root', async () => {
    const { session, last } = scripted();
    await new RemoteAgent({ ...linux, isRoot: true }, true).join(session, 'AIV1.a.b', []);
    expect(last()).toMatch(/^su -s \/bin\/sh/);
  });
});

describe('the agent of a user', () => {
  it('lies where the user’s programs keep their data, on a Mac where Macs have it', async () => {
    const { session, last } = scripted();
    await new RemoteAgent(linux, false).join(session, 'AIV1.a.b', []);
    expect(last()).toBe(
      '"$XDG_DATA_HOME/aivailable-agent"/current/bin/node "$XDG_DATA_HOME/aivailable-agent"/current/agent/node-agent.mjs join - --data "$XDG_DATA_HOME/aivailable-agent/data" && echo "aivailable-answer=yes"',
    );
    await new RemoteAgent({ ...linux, system: 'macos' }, false).join(session, 'AIV1.a.b', []);
    expect(last()).toContain('--data "$HOME/Library/Application Support/aivailable-agent/data"');
  });

  it('keeps data that was there before the installation', async () => {
    const { session, last } = scripted();
    await new RemoteAgent({ ...linux, agentData: ['/home/jana/x/data'] }, false).uninstall(session);
    expect(last()).toContain('service uninstall </dev/null');
  });
});

describe('what a program there says', () => {
  it('is told, its end first of all, and without the token', async () => {
    const { session } = scripted('', `${'noise '.repeat(200)}\nthe token AIV1.a.b\n\u001b[31mwas refused\n`);
    await expect(new RemoteAgent(linux, false).join(session, 'AIV1.a.b', [])).rejects.toThrow(
      /noise the token the token .?\[31mwas refused”$/,
    );
  });

  it('is told as its exit code where it says nothing', async () => {
    const { session } = scripted('');
    await expect(new RemoteAgent(linux, false).unpack(session, '/x', signal)).rejects.toThrow(
      'A command there ended with 0.',
    );
  });

  it('is read as sentences from the agent’s log', async () => {
    const lines = [
      '{"level":30,"msg":"the agent starts"}',
      'plain',
      '{"level":50}',
      '{"msg":"no","err":{"message":"why"}}',
    ];
    const { session } = scripted(`${lines.join('\n')}\n`);
    expect(await new RemoteAgent(linux, false).lastWords(session)).toBe('the agent starts · plain · no: why');
  });

  it('with a quote in a folder’s name breaks no script', async () => {
    const { session, asked } = scripted();
    await new RemoteAgent(linux, false).removeFolder(session, "/home/o'neill/.x");
    expect(asked[0]?.script).toContain(String.raw`rm -rf '/home/o'\''neill/.x'`);
  });
});
