/** What copies are measured against: the file itself, nginx that serves it, and curl with sha256sum as the one that takes it. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, createReadStream, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { openIdentity } from '../../main/link/identity.ts';
import { seeded } from '../../test/support/seeded.ts';
import { ggufHead, smallLlama } from '../../test/support/engine/small-gguf.ts';

const run = promisify(execFile);
const mib = 1024 ** 2;

export interface GroundFile {
  readonly file: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A model file with a true header and noise in place of its weights. @param folder where it is laid */
export async function layModel(folder: string, megabytes: number, seed: number): Promise<GroundFile> {
  const file = path.join(folder, 'model.gguf');
  const { head } = ggufHead(smallLlama().entries, [{ name: 'output.weight', shape: [megabytes * (mib / 4)], type: 0 }]);
  const noise = Buffer.alloc(mib);
  const random = seeded(seed);
  for (let at = 0; at < noise.length; at += 4) noise.writeUInt32LE(random.below(2 ** 32), at);
  const target = openSync(file, 'w');
  writeSync(target, head);
  for (let piece = 0; piece < megabytes; piece += 1) {
    noise.writeUInt32LE(piece, 0);
    writeSync(target, noise);
  }
  closeSync(target);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return { file, sha256: hash.digest('hex'), sizeBytes: head.length + megabytes * mib };
}

/** The configuration of an nginx that serves the file: plain as a hub would, and over TLS 1.3. @returns where it lies */
export async function nginxConfig(
  folder: string,
  model: GroundFile,
  ports: { hub: number; tls: number },
): Promise<string> {
  // Its workers are another user, when it is started by root.
  chmodSync(folder, 0o755);
  const { key, certificate } = await openIdentity(path.join(folder, 'nginx'));
  writeFileSync(path.join(folder, 'nginx.key'), key);
  writeFileSync(path.join(folder, 'nginx.crt'), certificate);
  const config = `
worker_processes 2;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log;
events { worker_connections 64; }
http {
  access_log off; sendfile on; tcp_nopush on;
  client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
  uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server {
    listen 127.0.0.1:${ports.hub};
    listen 127.0.0.1:${ports.tls} ssl;
    ssl_certificate ${folder}/nginx.crt; ssl_certificate_key ${folder}/nginx.key; ssl_protocols TLSv1.3;
    location / {
      root ${folder}; rewrite .* /${path.basename(model.file)} break;
      add_header X-Linked-ETag '"${model.sha256}"'; add_header X-Linked-Size ${model.sizeBytes}; add_header X-Repo-Commit c0ffee;
    }
  }
}`;
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(file, config);
  return file;
}

/** Loads with curl into so many files at once, each followed by sha256sum. @returns milliseconds */
export async function curlAndHash(url: string, folder: string, count: number): Promise<number> {
  const started = performance.now();
  const files = Array.from({ length: count }, (_, index) => path.join(folder, `curl-${index}`));
  await Promise.all(
    files.map(async (file) => {
      await run('curl', ['--silent', '--fail', '--insecure', '--output', file, url]);
      await run('sha256sum', [file]);
    }),
  );
  const ms = performance.now() - started;
  for (const file of files) rmSync(file);
  return ms;
}
