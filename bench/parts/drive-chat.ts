/**
 * Goes on inside the page, with nothing of the outside: a new chat of four answers, two of them other tries, and a change to another
 * chat and back while one is being written. Afterwards the page shows a chat that nobody writes in.
 */
export async function driveChat(number: number): Promise<void> {
  const slowMs = 120_000;
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const seen = async <T>(look: () => T | null | undefined | false): Promise<T> => {
    for (const end = performance.now() + slowMs; performance.now() < end; await wait(20)) {
      const found = look();
      if (found) return found;
    }
    throw new Error(`never came: ${String(look)}`);
  };
  const button = (name: string): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>(`button[aria-label="${name}"]`)].at(-1);
  const ask = async (text: string): Promise<void> => {
    const field = await seen(() => document.querySelector('textarea'));
    // Past React's own setter, which would take the change for one that it made.
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await wait(50);
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  };
  const isWritten = async (): Promise<void> => {
    await seen(() => button('Stop, Escape'));
    await seen(() => !button('Stop, Escape'));
  };
  location.hash = '#/chat';
  await wait(200);
  await ask(`a long answer, number ${number}`);
  await isWritten();
  const own = location.hash;
  (await seen(() => button('Try again'))).click();
  await isWritten();
  await ask('and once more, long');
  await seen(() => button('Stop, Escape'));
  location.hash = '#/chat/c2';
  await wait(200);
  location.hash = own;
  await isWritten();
  (await seen(() => button('Try again'))).click();
  await isWritten();
  location.hash = '#/chat/c1';
  await seen(() => document.querySelectorAll('button[aria-label="Try again"]').length === 1);
}
