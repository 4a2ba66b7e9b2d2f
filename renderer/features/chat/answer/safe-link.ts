/** `url` when it leads to the web or to mail, else nothing: then no link is made. */
export function safeLink(url: string): string {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(url).protocol) ? url : '';
  } catch {
    // Relative: it would lead into this window.
    return '';
  }
}
