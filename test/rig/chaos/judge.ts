/** Judges answers: whole or not, and whether a token came twice or is missing. Pure. */
import type { Mark } from './read-events.ts';
import type { Template } from './templates.ts';

/** What kind of device a machine computes on: only of the same kind is the rest of an answer the same to the last byte. */
export type DeviceKind = 'processor' | 'software GPU';

/** A whole answer. */
export interface Answer {
  readonly text: string;
  readonly reason: string;
  readonly tokens: number;
  /** Machines that wrote it, in order; empty when its head came before the first of them was known. */
  readonly machines: readonly string[];
  /** Where it moved, as far as its client was told. */
  readonly marks: readonly Mark[];
}

export type Reference = Pick<Answer, 'text' | 'reason' | 'tokens'>;

/** By template and kind of device. */
export type References = ReadonlyMap<string, ReadonlyMap<DeviceKind, Reference>>;

/**
 * same: equal to the answer that nobody disturbed. told apart: there is none that it must equal, and all that can be checked holds.
 * wrong: a token twice, or missing, or another one.
 */
export interface Verdict {
  readonly kind: 'same' | 'told apart' | 'wrong';
  /** Of what is wrong. */
  readonly why: string;
}

const same: Verdict = { kind: 'same', why: '' };
const toldApart: Verdict = { kind: 'told apart', why: '' };
const wrong = (why: string): Verdict => ({ kind: 'wrong', why });

/** @param kindOf what a machine computes on */
export function judge(
  template: Template,
  answer: Answer,
  references: References,
  kindOf: (machine: string) => DeviceKind,
): Verdict {
  const broken = whatIsBroken(template, answer);
  if (broken !== null) return wrong(broken);
  if (!template.repeatable) return toldApart;
  const undisturbed = references.get(template.name) ?? new Map<DeviceKind, Reference>();
  const kinds = new Set(answer.machines.map(kindOf));
  const mayBe = [...undisturbed].filter(([kind]) => kinds.size === 0 || kinds.has(kind)).map(([, one]) => one);
  if (mayBe.some((one) => isSame(one, answer))) return same;
  // A batch of other answers moves a card's numbers a little: near a tie it may choose as another kind does. No token is missing then.
  if ([...undisturbed.values()].some((one) => isSame(one, answer))) return toldApart;
  if (kinds.size < 2) return wrong(difference(mayBe[0]?.text ?? '', answer.text));
  const first = undisturbed.get(kindOf(answer.machines[0] ?? ''));
  const crossed = answer.marks.find(({ from, to }) => kindOf(from) !== kindOf(to));
  const before = answer.text.slice(0, crossed?.at ?? 0);
  // What follows another kind of device computes: near a tie it may choose another token.
  return first?.text.startsWith(before) ? toldApart : wrong(difference(first?.text ?? '', before));
}

/** What must hold of any answer to this request, whoever wrote it. */
function whatIsBroken({ json, stop, maxTokens }: Template, { text, reason, tokens }: Answer): string | null {
  if (stop !== null && text.includes(stop)) return `it goes on after "${stop}"`;
  if (json && reason === 'stop' && !isJson(text)) return `it is no JSON: ${text}`;
  if (maxTokens !== null && reason === 'length' && tokens !== maxTokens)
    return `it has ${tokens} of ${maxTokens} tokens`;
  return null;
}

const isSame = (one: Reference, { text, reason, tokens }: Answer): boolean =>
  one.text === text && one.reason === reason && one.tokens === tokens;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const [shownBefore, shownAfter] = [10, 30];

function difference(expected: string, found: string): string {
  let at = 0;
  while (at < found.length && found[at] === expected[at]) at += 1;
  const near = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - shownBefore), at + shownAfter));
  return `from letter ${at} on ${near(found)} in place of ${near(expected)}`;
}
