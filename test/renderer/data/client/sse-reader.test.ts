import { expect, it } from 'vitest';
import { SseReader } from '../../../../renderer/data/client/sse-reader.ts';

it('gives the data of whole events, however the stream is cut', () => {
  const stream = ': hello\n\ndata: {"a":1}\n\nevent: x\r\ndata: one\r\ndata: two\r\n\r\n';
  for (let size = 1; size <= stream.length; size += 1) {
    const reader = new SseReader();
    const heard: string[] = [];
    for (let at = 0; at < stream.length; at += size) heard.push(...reader.push(stream.slice(at, at + size)));
    expect(heard).toEqual(['{"a":1}', 'one\ntwo']);
  }
});

it('keeps an unfinished event back', () => {
  const reader = new SseReader();
  expect(reader.push('data: half')).toEqual([]);
  expect(reader.push('\n\n')).toEqual(['half']);
});
