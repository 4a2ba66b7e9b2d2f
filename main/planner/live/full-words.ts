/** Why no card has the room: the need, the largest space and why it is no larger, and what would fit instead. Pure. */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { Deployment } from '../../../contract/model.ts';
import type { Refusal, Snapshot } from '../../../contract/plan.ts';
import { needOf, type Needs } from './greediest.ts';
import type { Place } from './places.ts';

type Words = Pick<Refusal, 'reason' | 'action'>;

/** No conversation worth the name is shorter, in tokens. */
const shortest = 1024;

export function fullWords(deployment: Deployment, places: readonly Place[], snapshot: Snapshot, needs: Needs): Words {
  const cards = places.filter(({ gpu, machine }) => gpu.backend !== 'cpu' && gpu.usable && machine.serving);
  const need = bytesInWords(Math.min(...places.map(({ needBytes }) => needBytes)));
  const [roomiest] = cards.toSorted((a, b) => b.freeBytes - a.freeBytes || b.roomBytes - a.roomBytes);
  if (!roomiest) {
    // Of a PC that is off: one with its card need not be bought.
    const resting = places.filter(({ verdict }) => verdict === 'resting');
    const away = resting.find(({ machine }) => machine.off) ?? resting[0];
    if (away) {
      const { off, name } = away.machine;
      const action = off ? `Switch ${name} on, or add a machine.` : 'Add a machine with a graphics card.';
      return { reason: couldTake(away), action };
    }
    const why = places[0] ? ` (${places[0].obstacle})` : '';
    return {
      reason: `It needs ${need} of video memory, and no graphics card can be used${why}.`,
      action: 'Add a machine with a graphics card.',
    };
  }
  const largest = bytesInWords(roomiest.freeBytes);
  return {
    reason: `Needs ${need} on one card, the largest space is ${largest}. ${spaceWords(roomiest, snapshot)}`,
    action: remedy(deployment, roomiest, needs),
  };
}

/** "Needs 3.2 GB; GTX 1060 could take it, but STUDIO-1 is paused." */
export const couldTake = ({ needBytes, gpu, obstacle }: Place): string =>
  `Needs ${bytesInWords(needBytes)}; ${gpu.name} could take it, but ${obstacle}.`;

/** "GTX 1080 Ti on DESIGN-01 has 11.0 GB, less 2.9 GB of other programs and 0.3 GB margin." */
function spaceWords({ gpu, machine, freeBytes, roomBytes }: Place, { marginBytes }: Snapshot): string {
  const models = roomBytes - freeBytes;
  const less = [
    ...(models > 0 ? [`${bytesInWords(models)} of other models`] : []),
    ...(gpu.othersBytes > 0 ? [`${bytesInWords(gpu.othersBytes)} of other programs`] : []),
    ...(marginBytes > 0 ? [`${bytesInWords(marginBytes)} margin`] : []),
  ];
  const reached = machine.reached.get(gpu.id);
  const failed = reached === undefined ? '' : ` Loads beyond ${bytesInWords(reached)} failed there lately.`;
  const list = less.length > 1 ? `${less.slice(0, -1).join(', ')} and ${less.at(-1)}` : less.join('');
  return `${gpu.name} on ${machine.name} has ${bytesInWords(gpu.totalBytes)}${list === '' ? '' : `, less ${list}`}.${failed}`;
}

function remedy({ contextLength, slots }: Deployment, { variant, freeBytes, roomBytes }: Place, needs: Needs): string {
  const fits = (context: number, count: number): boolean =>
    needOf(needs, variant, { contextLength: context, slots: count }) <= freeBytes;
  if (slots.min > 1 && fits(contextLength, 1)) return `Ask for 1 conversation at once: then ${variant.name} fits.`;
  for (let context = 2 ** Math.floor(Math.log2(contextLength - 1)); context >= shortest; context /= 2) {
    if (fits(context, slots.min)) {
      return `Lower its context to ${context.toLocaleString('en')} tokens: then ${variant.name} fits.`;
    }
  }
  const others = freeBytes < roomBytes ? ', give it a higher priority' : '';
  return `Choose a smaller variant${others}, close programs that use the card, or add a graphics card.`;
}
