/**
 * Entry of a probe: asks the engine about the one device that its environment shows it, and ends. Started by the agent, with
 * backend, index and, where there is one, the demo model's file: opening its vocabulary makes the engine say the PCI id.
 */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { Backend } from '../../contract/hardware.ts';
import { driverOf, pciIdOf, type ProbedDevice } from './probed-device.ts';

const backend = Backend.exclude(['cpu']).parse(process.argv[2]);
const index = Number(process.argv[3]);
const modelPath = process.argv[4];

async function probe(): Promise<ProbedDevice | null> {
  const lines: string[] = [];
  const llama = await getLlama({
    gpu: backend,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: 1,
    vramPadding: 0,
    logLevel: LlamaLogLevel.debug,
    logger: (_level, message) => void lines.push(...message.split('\n')),
  });
  const [name] = await llama.getGpuDeviceNames();
  if (!llama.supportsGpuOffloading || name === undefined) return null;
  const { total, used, unifiedSize } = await llama.getVramState();
  if (modelPath) await llama.loadModel({ modelPath, vocabOnly: true }).catch(() => null);
  return {
    backend,
    index,
    name,
    driver: driverOf(lines),
    pciId: pciIdOf(lines),
    totalBytes: total,
    usedBytes: used,
    unified: unifiedSize > 0,
  };
}

let answer: ProbedDevice | null = null;
try {
  answer = await probe();
} catch (error) {
  // An index past the last device ends here too.
  process.stderr.write(`${String(error)}\n`);
}
// Without destructors: a driver's may hang.
process.send?.(answer, () => process.kill(process.pid, 'SIGKILL'));
