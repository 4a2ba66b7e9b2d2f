/** Answers that move between two machines over the real tunnels: switched off, unplugged, and emptied by the coordinator. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../common/fingerprint.ts';
import { OfficeFleet } from '../../../main/coordinator/office-fleet.ts';
import type { AnswerPiece } from '../../../main/gateway/answer.ts';
import { openIdentity } from '../../../node-agent/link/identity.ts';
import { aGpu } from '../../support/a-gpu.ts';
import { aRequest, answeringOver, textIn } from '../../support/gateway/answering-over.ts';
import { layCable } from '../../support/cable.ts';
import { demoSpec } from '../../support/engine/demo-spec.ts';
import { startFakeAgent } from '../../support/fake-agent.ts';
import { openJoinableOffice, type JoinableOffice } from '../../support/install/joinable-office.ts';
import { ScriptedEngine } from '../../support/engine/scripted-engine.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
const tokens = 300;
const words = Array.from({ length: tokens }, (_, at) => `word${at} `).join('');

/** A machine of the office, behind a cable of its own, with a ready replica of the demo model. */
async function addMachine(office: JoinableOffice, name: string) {
  const identity = await openIdentity(tempDir());
  const { machineId, certificate } = identity;
  const known = { certificate, fingerprint: fingerprintOf(certificate), machineId };
  const machine = { ...known, id: machineId, name, local: false, removing: false };
  office.machines.put(machine);
  office.inventory.know(machine);
  const cable = await layCable(office.target.port);
  const engine = new ScriptedEngine({ tokens, everyMs: 5, slots: null, text: (position) => `word${position} ` });
  const enrolment = {
    addresses: [`127.0.0.1:${cable.port}`],
    pin: office.identity.pin,
    officeName: 'Linden & Roth',
  };
  const agent = startFakeAgent({ identity, enrolment, engine, hostName: name });
  onTestFinished(() => agent.stop());
  const link = await until(`${name} is connected`, () => office.tunnels.to(machineId));
  const replicaId = `demo-${name.toLowerCase()}`;
  await link.putReplica(demoSpec({ replicaId, gpuIds: [aGpu().id] }));
  return { agent, cable, link, replicaId };
}

async function twoMachines() {
  const office = await openJoinableOffice({ lease: { beatMs: 150, missesAllowed: 3 } });
  const machines = { 'PC-1': await addMachine(office, 'PC-1'), 'PC-2': await addMachine(office, 'PC-2') };
  const fleet = new OfficeFleet({
    inventory: office.inventory,
    models: {
      deployments: () => [{ model: demoSpec().model, variants: [], contextLength: 512, addedAt: 0 }],
      variants: () => [],
    } as never,
    placement: { plan: { replicas: [], refusals: [] }, onChange: () => () => undefined } as never,
    linkTo: (id) => office.tunnels.to(id),
  });
  await until('both are ready', () => fleet.snapshot().replicas.filter(({ state }) => state === 'ready').length === 2);
  const { answering, slots, usage } = answeringOver(fleet);
  onTestFinished(() => slots.close());
  return { machines, answering, usage };
}

type Fault = (machine: Awaited<ReturnType<typeof addMachine>>) => unknown;

describe('an answer goes on on the other machine', () => {
  it.each<[string, 'lost' | 'drained', Fault]>([
    ['is switched off', 'lost', ({ agent }) => agent.stop()],
    ['loses its cable', 'lost', ({ cable }) => cable.pull()],
    ['is being emptied', 'drained', ({ link, replicaId }) => link.dropReplica(replicaId)],
  ])('when the first one %s', async (_what, why, fault) => {
    const { machines, answering, usage } = await twoMachines();
    const pieces: AnswerPiece[] = [];
    let first = '';
    for await (const piece of answering.answer(aRequest({ model: demoSpec().model }), never)) {
      pieces.push(piece);
      if (piece.type === 'placed') first = piece.machineName;
      if (piece.type === 'text' && piece.text === 'word20 ') void fault(machines[first === 'PC-1' ? 'PC-1' : 'PC-2']);
    }
    expect(textIn(pieces)).toBe(words);
    const moves = pieces.filter((piece) => piece.type === 'moved');
    expect(moves).toMatchObject([{ from: first, to: first === 'PC-1' ? 'PC-2' : 'PC-1', why }]);
    expect(moves[0]?.gapMs).toBeLessThan(5_000);
    expect(usage).toMatchObject([{ completionTokens: tokens }]);
  });
});
