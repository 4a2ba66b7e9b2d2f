import path from 'node:path';
import { expect, it } from 'vitest';
import { agentStatus, statusSentence } from '../../../node-agent/commands/agent-status.ts';
import { pauseAgent, resumeAgent } from '../../../node-agent/commands/pause-agent.ts';
import { tempDir } from '../../support/temp-dir.ts';

it('pausing says until when, what it does and how it ends, and so does the status', async () => {
  const data = tempDir();
  const now = Date.now();
  const end = new Date(now + 90 * 60_000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const said = pauseAgent(data, 90, now);
  expect(said).toContain(`This PC is paused until ${end}. No agent runs now`);
  expect(said).toContain('cannot end the pause. To end it: agent resume');
  expect(statusSentence(await agentStatus(data))).toContain(
    `It is paused by its user until ${end} and holds no models.`,
  );
  resumeAgent(data);
  expect(statusSentence(await agentStatus(data))).not.toContain('paused');
  expect(resumeAgent(data)).toBe('This PC was not paused.');
});

it('a folder that is not there is no agent’s, and is not made', () => {
  const typo = path.join(tempDir(), 'typo');
  for (const act of [() => pauseAgent(typo, null), () => resumeAgent(typo)]) {
    expect(act).toThrow(`There is no data folder ${typo}.`);
  }
});
