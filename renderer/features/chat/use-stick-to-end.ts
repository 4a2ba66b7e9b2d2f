import { useEffect, useRef, useState, type RefObject } from 'react';

const nearEnd = 48;

/**
 * Keeps a scrolled column at its end while it grows, unless the user scrolled up. `within` is what grows inside `scroller`.
 * @param fromStart false: it begins somewhere else
 */
export function useStickToEnd(
  scroller: RefObject<HTMLElement | null>,
  within: RefObject<HTMLElement | null>,
  fromStart: boolean,
): { atEnd: boolean; jump: () => void } {
  const [atEnd, setAtEnd] = useState(true);
  const stuck = useRef(fromStart);

  const jump = (): void => {
    const box = scroller.current;
    if (!box) return;
    stuck.current = true;
    setAtEnd(true);
    box.scrollTo({ top: box.scrollHeight });
  };

  useEffect(() => {
    const box = scroller.current;
    const content = within.current;
    if (!box || !content) return;
    let lastTop = box.scrollTop;
    const scrolled = (): void => {
      const end = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
      // Growth alone also leaves the end: only a move up is the user's wish.
      if (end) stuck.current = true;
      else if (box.scrollTop < lastTop) stuck.current = false;
      lastTop = box.scrollTop;
      setAtEnd(stuck.current);
    };
    const grown = new ResizeObserver(() => {
      if (stuck.current) box.scrollTo({ top: box.scrollHeight });
      else scrolled();
    });
    grown.observe(content);
    grown.observe(box);
    box.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      grown.disconnect();
      box.removeEventListener('scroll', scrolled);
    };
  }, [scroller, within]);

  return { atEnd, jump };
}
