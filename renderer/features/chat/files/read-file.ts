import { mostFileCharacters, type AttachedFile } from '../../../../contract/chat.ts';
import { refuse } from '../../../../contract/problem.ts';

const mostTextBytes = 4 * 1024 * 1024;
const mostPdfBytes = 32 * 1024 * 1024;

/**
 * The text of a file that a person attaches: plain text of any kind, or that of a PDF. Nothing of it leaves this page.
 * @throws ProblemError file_not_readable or file_too_large
 */
export async function readFile(file: File): Promise<AttachedFile> {
  const { name } = file;
  const isPdf = file.type === 'application/pdf' || /\.pdf$/i.test(name);
  const most = isPdf ? mostPdfBytes : mostTextBytes;
  if (file.size > most) {
    refuse('file_too_large', `${name} has ${megabytes(file.size)} MB; up to ${megabytes(most)} MB are read.`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Loaded with the first PDF: it is larger than all else in the page.
  const text = isPdf ? await (await import('./read-pdf.ts')).readPdf(name, bytes) : readText(name, bytes);
  const kept = text.replaceAll('\r\n', '\n').trim();
  if (kept === '') refuse('file_not_readable', `${name} is empty.`, { action: 'Attach another file.' });
  if (kept.length > mostFileCharacters) {
    refuse('file_too_large', `${name} has ${kept.length.toLocaleString('en')} characters; up to 1,000,000 are read.`);
  }
  return { name: name.slice(0, 200), text: kept };
}

/** UTF-8, UTF-16 with its mark, or what Windows wrote before: old spreadsheets still do. */
function readText(name: string, bytes: Uint8Array): string {
  const mark = String(bytes.slice(0, 2));
  if (mark === '255,254' || mark === '254,255') {
    return new TextDecoder(mark === '255,254' ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  if (bytes.includes(0)) refuse('file_not_readable', `${name} is no text.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 ** 2);
