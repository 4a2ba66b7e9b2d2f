import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist/legacy/build/pdf.mjs';
// Vite makes this export: where the file lies.
// eslint-disable-next-line import/default
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { refuse } from '../../../../contract/problem.ts';
import { t } from '../../../../words/words.ts';
import { formatCount } from '../../../ui/text/format.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

const mostPages = 500;

/**
 * The text of a PDF, page by page. It is read in a worker; nothing of it is drawn, run or fetched.
 * @throws ProblemError file_not_readable or file_too_large
 */
export async function readPdf(name: string, data: Uint8Array): Promise<string> {
  const task = getDocument({
    data,
    disableFontFace: true,
    useWasm: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise.catch((error: unknown) => {
      const locked = error instanceof Error && error.name === 'PasswordException';
      return locked
        ? refuse('file_not_readable', t('{{name}} is locked with a password.', { name }), {
            action: t('Save it without one, then attach that.'),
          })
        : refuse('file_not_readable', t('{{name}} is damaged, or no PDF.', { name }), {
            action: t('Attach another file.'),
          });
    });
    if (pdf.numPages > mostPages) {
      const lengths = { pages: formatCount(pdf.numPages), most: formatCount(mostPages) };
      refuse('file_too_large', t('{{name}} has {{pages}} pages; up to {{most}} are read.', { name, ...lengths }));
    }
    const pages: string[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      // One page after another: the worker has one line.
      // eslint-disable-next-line no-await-in-loop
      const { items } = await (await pdf.getPage(number)).getTextContent();
      pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
    }
    const text = pages
      .map((page) => page.trim())
      .join('\n\n')
      .trim();
    if (text === '') {
      refuse('file_not_readable', t('{{name}} has pictures of text only; it may be a scan.', { name }), {
        action: t('Attach a PDF whose words can be selected.'),
      });
    }
    return text;
  } finally {
    await task.destroy();
  }
}
