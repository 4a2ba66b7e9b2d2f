/** A door into a PC of the rig: whoever connects to the socket file FILE talks to PORT of the PC's own loopback. Files, unlike networks, are shared. */
import { connect, createServer } from 'node:net';

const [file = '', port = ''] = process.argv.slice(2);

createServer((near) => {
  const far = connect(Number(port), '127.0.0.1');
  near.on('error', () => far.destroy()).on('close', () => far.destroy());
  far.on('error', () => near.destroy()).on('close', () => near.destroy());
  near.pipe(far).pipe(near);
}).listen(file, () => process.stdout.write(`${JSON.stringify({ open: true })}\n`));
