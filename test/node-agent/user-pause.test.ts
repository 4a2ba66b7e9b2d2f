import { writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { AgentReport } from '../../contract/agent-api.ts';
import { userPauseFile } from '../../node-agent/base/user-pause-file.ts';
import { pauseAgent, resumeAgent } from '../../node-agent/commands/pause-agent.ts';
import { openIdentity } from '../../node-agent/link/identity.ts';
import { UserPauseWatch } from '../../node-agent/user-pause.ts';
import { aGpu } from '../support/a-gpu.ts';
import { demoSpec } from '../support/engine/demo-spec.ts';
import { startFakeAgent } from '../support/fake-agent.ts';
import { ask, readAnswer } from '../support/engine/generate-call.ts';
import { openOfficeEnd } from '../support/office-end.ts';
import { ScriptedEngine } from '../support/engine/scripted-engine.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

const never = new AbortController().signal;
const spec = demoSpec({ gpuIds: [aGpu().id] });

/** An agent in an office, with a data folder that its user can write to, and its last report. */
async function agentInOffice() {
  const office = await openOfficeEnd();
  const data = tempDir();
  const identity = await openIdentity(data);
  office.admit(identity);
  const engine = new ScriptedEngine({ tokens: 40, everyMs: 5, slots: null, text: () => 'word ' });
  const userPause = new UserPauseWatch(data, 5);
  const agent = startFakeAgent({ identity, enrolment: office.enrolment, engine, userPause });
  onTestFinished(() => agent.stop());
  const link = await office.link(0);
  const seen: AgentReport[] = [];
  const reading = (async () => {
    for await (const report of link.reports(never, () => undefined)) seen.push(report);
  })();
  reading.catch(() => undefined);
  const reported = (what: string, look: (report: AgentReport) => boolean) =>
    until(what, () => seen.at(-1) && look(seen.at(-1) as AgentReport) && seen.at(-1));
  const isReady = ({ replicas }: AgentReport) => replicas.some(({ state }) => state === 'ready');
  return { data, link, reported, isReady };
}

it('a PC that its user pauses finishes its answer, gives its models up and takes none, until its user resumes it', async () => {
  const { data, link, reported, isReady } = await agentInOffice();
  await link.putReplica(spec);
  await reported('it serves', isReady);
  const answer = readAnswer(link.generate(spec.replicaId, ask('hello'), never));
  await reported('it answers', ({ replicas }) => replicas.some(({ slotsBusy }) => slotsBusy > 0));
  pauseAgent(data, null);
  const draining = await reported('it drains', ({ replicas }) => replicas.some(({ state }) => state === 'draining'));
  expect(draining.userPause).toMatchObject({ until: null });
  expect((await answer).text).toBe('word '.repeat(40));
  await reported('its models are gone', ({ replicas }) => replicas.every(({ state }) => state === 'gone'));
  const refused = { problem: { code: 'paused_by_user' } };
  await expect(link.putReplica({ ...spec, replicaId: 'demo-2' })).rejects.toMatchObject(refused);
  await expect(link.probe({ gpuId: aGpu().id, prompt: 'hello' })).rejects.toMatchObject(refused);
  expect(resumeAgent(data)).toBe('This PC takes models again as they fit.');
  await reported('it is resumed', ({ userPause }) => userPause === null);
  await link.putReplica({ ...spec, replicaId: 'demo-2' });
  await reported('it serves again', isReady);
});

it('a pause with an end is over by then', async () => {
  const { data, reported } = await agentInOffice();
  const now = Date.now();
  pauseAgent(data, 1, now - 60_000 + 300);
  await reported('it is paused', ({ userPause }) => userPause?.until === now + 300);
  const after = await reported('the pause is over', ({ userPause }) => userPause === null);
  expect(after.userPause).toBeNull();
  expect(Date.now()).toBeGreaterThanOrEqual(now + 300);
});

it('a pause outlives the agent, and one that nobody can read holds', () => {
  const data = tempDir();
  pauseAgent(data, 5);
  expect(new UserPauseWatch(data).now).not.toBeNull();
  writeFileSync(userPauseFile(data), 'garbage');
  expect(new UserPauseWatch(data).now).toMatchObject({ until: null });
  resumeAgent(data);
  expect(new UserPauseWatch(data).now).toBeNull();
});
