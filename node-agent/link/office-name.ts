/** How an office calls itself, fit for a terminal. */
import { cleanText } from '../../common/clean-text.ts';

/** An office's name has at most so many; behind a code, it stays on the code's own line. */
const mostLetters = 60;
/** "48-KITE", whatever its hyphen. */
const likeACode = /\d\d\p{Pd}\p{L}{4}(?!\p{L})/gu;

/** Anybody can be a coordinator: in the name of his office, another line or another code could be hidden. */
export const fitOfficeName = (said: string): string => cleanText(said, mostLetters).replace(likeACode, '…');
