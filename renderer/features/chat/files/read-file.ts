import { mostFileCharacters, type AttachedFile } from '../../../../contract/chat.ts';
import { refuse } from '../../../../contract/problem.ts';
import { t } from '../../../../words/words.ts';
import { formatCount } from '../../../ui/text/format.ts';

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
    const sizes = { size: megabytes(file.size), most: megabytes(most) };
    refuse('file_too_large', t('{{name}} has {{size}} MB; up to {{most}} MB are read.', { name, ...sizes }));
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Loaded with the first PDF: it is larger than all else in the page.
  const text = isPdf ? await (await import('./read-pdf.ts')).readPdf(name, bytes) : readText(name, bytes);
  const kept = text.replaceAll('\r\n', '\n').trim();
  if (kept === '')
    refuse('file_not_readable', t('{{name}} is empty.', { name }), { action: t('Attach another file.') });
  if (kept.length > mostFileCharacters) {
    const lengths = { characters: formatCount(kept.length), most: formatCount(mostFileCharacters) };
    refuse(
      'file_too_large',
      t('{{name}} has {{characters}} characters; up to {{most}} are read.', { name, ...lengths }),
    );
  }
  return { name: name.slice(0, 200), text: kept };
}

/** UTF-8, UTF-16 with its mark, or what Windows wrote before: old spreadsheets still do. */
function readText(name: string, bytes: Uint8Array): string {
  const mark = String(bytes.slice(0, 2));
  if (mark === '255,254' || mark === '254,255') {
    return new TextDecoder(mark === '255,254' ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  if (bytes.includes(0)) refuse('file_not_readable', t('{{name}} is no text.', { name }));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const megabytes = (bytes: number): string => formatCount(Math.ceil(bytes / 1024 ** 2));
