/** Entry of a runner: one replica in one process, with llama.cpp. Started by the agent's engine, never by hand. */
import { LlamaBackend } from './llama-backend.ts';
import { serveRunner } from './serve-runner.ts';

serveRunner(new LlamaBackend((line) => void process.stderr.write(`${line}\n`)), process);
