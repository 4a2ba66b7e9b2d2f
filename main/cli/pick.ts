/** Which machine, GPU or asking machine a person means by what was typed. */
import type { MachineView, OfficeState } from '../../contract/control-api.ts';
import type { AskView } from '../../contract/control-machines.ts';
import type { Gpu } from '../../contract/hardware.ts';
import { refuse } from '../../contract/problem.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** By name, or by id. @throws ProblemError machine_not_found */
export const pickMachine = ({ machines }: OfficeState, typed: string): MachineView =>
  machines.find(({ name }) => same(name, typed)) ??
  machines.find(({ id }) => id === typed) ??
  refuse('machine_not_found', `There is no machine “${typed}”; there is: ${listed(machines.map(({ name }) => name))}.`);

/**
 * By id, by name (a part is enough), or by its number on that machine, from 1.
 * @throws ProblemError invalid_request when it is none, or more than one
 */
export function pickGpu({ name, gpus }: MachineView, typed: string): Gpu {
  const byNumber = /^\d{1,2}$/.test(typed) ? gpus[Number(typed) - 1] : undefined;
  const exact = gpus.find(({ id }) => id === typed) ?? byNumber;
  if (exact) return exact;
  const found = gpus.filter((gpu) => gpu.name.toLowerCase().includes(typed.toLowerCase()));
  if (found.length === 1 && found[0]) return found[0];
  const choice = gpus.map((gpu, index) => `${index + 1} (${gpu.name})`);
  return refuse(
    'invalid_request',
    found.length === 0
      ? `${name} has no device “${typed}”; it has: ${listed(choice)}.`
      : `${name} has several devices like “${typed}”: ${listed(choice)}.`,
    { action: 'Give its number.' },
  );
}

const lettersOf = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Who asks to join: by the code that its screen shows (the answer is then `compared`), or by its name. */
export function pickAsk({ asks }: OfficeState, typed: string): { ask: AskView; compared: boolean } {
  const byCode = asks.filter(({ code }) => code !== null && lettersOf(code) === lettersOf(typed));
  if (byCode.length === 1 && byCode[0]) return { ask: byCode[0], compared: true };
  const byName = asks.filter(({ hostName }) => same(hostName, typed));
  if (byName.length === 1 && byName[0]) return { ask: byName[0], compared: false };
  const all = asks.map(({ hostName, code }) => `${hostName} (${code ?? 'no code yet'})`);
  return refuse(
    'ask_not_found',
    byName.length > 1
      ? `Several machines named “${typed}” ask: give the code that its screen shows.`
      : `Nobody asks to join by the code or name “${typed}”; asking: ${listed(all)}.`,
  );
}
