/** Answers that nobody disturbed, of each kind of device: what all others are compared with. */
import type { RigFleet } from '../../support/rig-fleet.ts';
import { ask, type Way } from './ask.ts';
import type { DeviceKind, Reference, References } from './judge.ts';
import { templates } from './templates.ts';

/** @param machines one of each kind @param way of one who asks */
export async function askUndisturbed(
  fleet: RigFleet,
  machines: ReadonlyMap<DeviceKind, string>,
  way: Way,
): Promise<References> {
  const references = new Map<string, Map<DeviceKind, Reference>>();
  for (const [kind, name] of machines) {
    await fleet.serveOn(name);
    for (const template of templates.filter(({ repeatable }) => repeatable)) {
      const asked = await ask({ template, stream: false, cancelAfterMs: null }, way);
      if (asked.kind !== 'answered')
        throw new Error(`"${template.name}" has no answer on ${name}: ${JSON.stringify(asked)}`);
      const { text, reason, tokens } = asked.answer;
      const known = references.get(template.name) ?? new Map<DeviceKind, Reference>();
      references.set(template.name, known.set(kind, { text, reason, tokens }));
    }
  }
  return references;
}
