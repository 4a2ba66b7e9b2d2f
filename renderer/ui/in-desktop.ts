/** Whether this is the desktop's own window. A browser keeps some keys for itself (Ctrl+N), and hints must not lie. */
export const inDesktop = typeof window !== 'undefined' && 'desktop' in window;
