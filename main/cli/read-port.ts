import { InvalidArgumentError } from 'commander';

/** A port as it was typed; 0 takes any free one where something listens. */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}
