/** A runner without an engine: speaks the runner's protocol and answers from a script. Run it in the runner's place. */
import { serveRunner } from '../../../node-agent/engine/serve-runner.ts';
import { ScriptedBackend } from './scripted-backend.ts';

serveRunner(new ScriptedBackend(), process);
