/** Hands a text to the browser as a file that it keeps. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken the text by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
