import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { OfficeStream } from '../../../../renderer/data/office/office-stream.ts';
import { officeOf } from '../../../support/map-fixtures.ts';

/** What of an EventSource is used, told by hand. */
class HandSource extends EventTarget {
  readonly readyState = 1;
  close(): void {}
  tell(data: string): void {
    this.dispatchEvent(new MessageEvent('state', { data }));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  // Node has none.
  vi.stubGlobal('EventSource', { CLOSED: 2 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open() {
  const source = new HandSource();
  const heard: OfficeState[] = [];
  const onBroken = vi.fn<() => void>();
  const onState = (state: OfficeState): void => void heard.push(state);
  const listener = { onState, onConversations: () => undefined, onBroken };
  const stream = new OfficeStream(listener, () => source as unknown as EventSource);
  stream.start();
  return { source, heard, stream, onBroken };
}

it('hands on each state that it can read', () => {
  const { source, heard, stream } = open();
  source.tell(JSON.stringify(officeOf([])));
  expect(heard).toEqual([officeOf([])]);
  expect(stream.connection()).toBe('open');
});

it.each(['{', '{"office":1}'])('takes the line for lost when it only brings what cannot be read: %s', (data) => {
  const { source, heard, stream } = open();
  source.tell(JSON.stringify(officeOf([])));
  source.tell(data);
  expect(stream.connection()).toBe('open');
  vi.advanceTimersByTime(10_000);
  expect(stream.connection()).toBe('lost');
  expect(heard).toHaveLength(1);
  source.tell(JSON.stringify(officeOf([])));
  expect(stream.connection()).toBe('open');
});

it('says when the line breaks, as this browser may be one that is let in no more', () => {
  const { source, onBroken } = open();
  source.dispatchEvent(new Event('error'));
  expect(onBroken).toHaveBeenCalledOnce();
});
