/** The texts of pages that the coordinator writes itself, for visitors who each have a language of their own. */
import { nearestLanguage, type Language } from './languages.ts';
import portuguese from './pt/join.json' with { type: 'json' };
import { sayAgain } from './say-again.ts';
import { speaker, type t } from './words.ts';

interface ForVisitor {
  readonly language: Language;
  readonly t: typeof t;
  /** What the office's programs say, in that language. @param sentence as `retell` takes it */
  readonly retell: (sentence: string) => string;
}

/** @param accepted what the browser says that its user reads: "pt-PT,pt;q=0.9,en;q=0.8" (RFC 9110, Accept-Language) */
export function forVisitor(accepted: string | undefined): ForVisitor {
  const language = nearestLanguage(liked(accepted ?? ''));
  const retell = language === 'pt-PT' ? sayAgain : (sentence: string): string => sentence;
  return { language, t: speaker(language, portuguese), retell };
}

/** The tags of it, the best liked first. */
function liked(accepted: string): string[] {
  // No browser names so many; strangers may send anything.
  const named = accepted.slice(0, 1_000).split(',');
  return named
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.split(';');
      return { tag: tag.trim(), liking: Number(/^\s*q=([\d.]+)\s*$/i.exec(quality)?.[1] ?? 0) };
    })
    .filter(({ liking }) => liking > 0)
    .toSorted((a, b) => b.liking - a.liking)
    .map(({ tag }) => tag);
}
