/** The PC itself, for the Machines page. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { Hardware } from '../../contract/hardware.ts';
import { processorName } from './processor.ts';

/** Facts of this PC that do not change while it runs. */
export function readHardware(): Hardware {
  return Hardware.parse({
    hostName: os.hostname(),
    platform: process.platform,
    osName: osName(),
    arch: os.arch(),
    cpu: processorName(),
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
  });
}

function osName(): string {
  if (process.platform !== 'linux') return `${os.version()} ${os.release()}`;
  try {
    return prettyName(readFileSync('/etc/os-release', 'utf8')) ?? `Linux ${os.release()}`;
  } catch {
    return `Linux ${os.release()}`;
  }
}

/** PRETTY_NAME of an os-release file, or null. */
export function prettyName(osRelease: string): string | null {
  return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(osRelease)?.[1] ?? null;
}
