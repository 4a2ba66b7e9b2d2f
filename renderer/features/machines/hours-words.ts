import type { Hours } from '../../../contract/control-machines.ts';
import { dayInWords } from '../../../contract/hours-in-words.ts';

/** When a machine outside its hours serves again, on the reader's clock: "18:00", "tomorrow 18:00", "Mon 18:00". */
export function nextOpening({ days, from }: Hours, now: Date): string {
  const clock = `${two(now.getHours())}:${two(now.getMinutes())}`;
  const today = ((now.getDay() + 6) % 7) + 1;
  const later = Array.from({ length: 8 }, (_, index) => index).find(
    (index) => days.includes(((today - 1 + index) % 7) + 1) && (index > 0 || from > clock),
  );
  if (later === undefined || later === 0) return from;
  return later === 1 ? `tomorrow ${from}` : `${dayInWords(((today - 1 + later) % 7) + 1)} ${from}`;
}

const two = (figure: number): string => String(figure).padStart(2, '0');
