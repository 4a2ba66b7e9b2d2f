/** A hub with the layout of Hugging Face's at ADDRESS and PORT of the PC: OWNER/NAME/resolve/REVISION/FILE is FOLDER/OWNER/NAME/FILE. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const [folder = '', address = '', port = ''] = process.argv.slice(2);

createServer((request, response) => {
  const [, owner = '', name = '', , , ...rest] = decodeURIComponent(request.url ?? '').split('/');
  const file = path.join(folder, owner, name, ...rest);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return void response.writeHead(404, { 'x-error-code': 'EntryNotFound' }).end();
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range = from > 0 ? { 'content-range': `bytes ${from}-${size - 1}/${size}` } : {};
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': size - from, ...range });
  createReadStream(file, { start: from }).pipe(response);
}).listen(Number(port), address, () => process.stdout.write(`${JSON.stringify({ open: true })}\n`));
