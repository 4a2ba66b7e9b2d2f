/** Cuts a stream of server-sent events into the data of each. Comments and other fields are left out. */
export class SseReader {
  #rest = '';

  /** Data of the events that `chunk` completes. */
  push(chunk: string): string[] {
    const events = (this.#rest + chunk).replaceAll('\r\n', '\n').split('\n\n');
    this.#rest = events.pop() ?? '';
    return events.map(dataOf).filter((data) => data !== '');
  }
}

const dataOf = (event: string): string =>
  event
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
    .join('\n');
