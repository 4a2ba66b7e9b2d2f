/** A file that the desktop was opened with, as it stands in the page's address; null: there is none. @see main/electron/wish.ts */
export function pathInAddress(written: string | null): string | null {
  if (!written || !/^[\w-]+$/.test(written)) return null;
  try {
    const bytes = Uint8Array.from(atob(written.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
      sign.charCodeAt(0),
    );
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
