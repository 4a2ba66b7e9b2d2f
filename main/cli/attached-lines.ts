/** External servers in lines for a terminal. Pure. */
import type { AttachedView, AttachTest } from '../../contract/attached.ts';
import { columns } from './output.ts';

export function attachedLines({ name, url, kind, state, slots, slotsBusy, models, problem }: AttachedView): string[] {
  const busy = slots === 1 && slotsBusy === 1 ? 'its one place busy' : `${slotsBusy} of ${slots} places busy`;
  return [
    `${name}  ${url}  (${kind}) — ${state}, ${busy}`,
    ...(problem ? [`  ${problem.reason} ${problem.effect} ${problem.action}`] : []),
    ...columns(
      models.map(({ name: here, at, contextLength, unused }) => [
        `  ${here}`,
        at === here ? '' : `there: ${at}`,
        contextLength === null ? 'context not known' : `${contextLength.toLocaleString('en')} tokens`,
        unused === null ? '' : `not used: ${unused}`,
      ]),
    ),
  ];
}

export function testLines({ url, kind, latencyMs, models, problem, warnings, certificate }: AttachTest): string[] {
  const answered = latencyMs === null ? [] : [`${url} (${kind}) answered in ${latencyMs} ms.`];
  const found = models.map(({ at, kind: does, alsoOn }) => {
    const also = alsoOn === null ? '' : `, as ${alsoOn} has it`;
    return `  ${at} (${does === 'chat' ? 'writes' : 'makes vectors'}${also})`;
  });
  const shown = certificate ? [`  ${certificate.subject}`, `  sha256 ${certificate.fingerprint}`] : [];
  const wrong = problem ? [`${problem.reason} ${problem.effect} ${problem.action}`, ...shown] : [];
  return [...answered, ...found, ...wrong, ...warnings];
}
