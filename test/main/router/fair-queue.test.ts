import { describe, expect, it } from 'vitest';
import { FairQueue } from '../../../main/router/fair-queue.ts';

const roomy = { total: 256, perCaller: 64 };

function filled(...items: string[]): FairQueue<string> {
  const queue = new FairQueue<string>(roomy);
  for (const item of items) queue.add(item[0] ?? '', item);
  return queue;
}

/** Serves everything, and tells in which order. */
function serve(queue: FairQueue<string>): string[] {
  const served: string[] = [];
  for (let next = queue.inOrder()[0]; next !== undefined; next = queue.inOrder()[0]) {
    queue.take(next);
    served.push(next);
  }
  return served;
}

/** A small seeded generator, so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('the fair queue', () => {
  it('lets callers take turns, each in its own order', () => {
    const queue = filled('a1', 'a2', 'a3', 'b1', 'c1', 'c2');
    expect(queue.inOrder()).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
    expect(serve(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
    expect(queue.size).toBe(0);
  });

  it('puts a caller behind the others once it was served', () => {
    const queue = filled('a1', 'a2', 'b1', 'b2');
    queue.take('a1');
    expect(queue.inOrder()).toEqual(['b1', 'a2', 'b2']);
  });

  it('changes nobody’s turn when a request is given up', () => {
    const queue = filled('a1', 'a2', 'b1');
    expect(queue.remove('a1')).toBe(true);
    expect(queue.remove('a1')).toBe(false);
    expect(queue.inOrder()).toEqual(['a2', 'b1']);
  });

  it('serves what was begun before anybody’s turn, over any limit', () => {
    const queue = new FairQueue<string>({ total: 1, perCaller: 1 });
    expect(queue.add('a', 'a1')).toBe('admitted');
    queue.addBegun('z1');
    expect(queue.inOrder()).toEqual(['z1', 'a1']);
    queue.take('z1');
    expect(queue.inOrder()).toEqual(['a1']);
  });

  it('serves a caller of twice the weight twice as often', () => {
    const queue = new FairQueue<string>(roomy);
    for (let at = 0; at < 8; at += 1) {
      queue.add('a', `a${at}`, 1);
      queue.add('b', `b${at}`, 2);
    }
    const first = serve(queue).slice(0, 9);
    expect(first.filter((item) => item.startsWith('b'))).toHaveLength(6);
  });

  it('lets one who held a slot for long wait for as much of others, but for a minute at most', () => {
    const queue = new FairQueue<string>(roomy);
    queue.charge('a', 5);
    queue.correct('a', 3_600);
    for (const item of ['a1', 'b1', 'b2']) queue.add(item[0] ?? '', item);
    for (const item of ['b1', 'b2']) {
      expect(queue.inOrder()[0]).toBe(item);
      queue.take(item, 30);
      queue.add('b', `b${item}`);
    }
    expect(queue.inOrder()[0]).toBe('a1');
  });

  it('does not make anybody pay for what stood idle', () => {
    const queue = new FairQueue<string>(roomy);
    for (let times = 0; times < 1_000; times += 1) queue.charge('a', 1);
    for (const item of ['a1', 'a2', 'b1', 'b2']) queue.add(item[0] ?? '', item);
    expect(serve(queue)).toEqual(['b1', 'a1', 'b2', 'a2']);
  });

  it('admits up to its limits and says which one is reached', () => {
    const queue = new FairQueue<string>({ total: 3, perCaller: 2 });
    expect([queue.add('a', 'a1'), queue.add('a', 'a2'), queue.add('a', 'a3')]).toEqual([
      'admitted',
      'admitted',
      'caller_full',
    ]);
    expect([queue.add('b', 'b1'), queue.add('b', 'b2')]).toEqual(['admitted', 'full']);
    queue.remove('a1');
    expect(queue.add('b', 'b2')).toBe('admitted');
  });

  it('keeps its promises over any run of calls', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const next = random(seed);
      const queue = new FairQueue<string>({ total: 20, perCaller: 8 });
      const waiting: string[] = [];
      for (let step = 0; step < 200; step += 1) {
        const caller = 'abcd'[Math.floor(next() * 4)] ?? 'a';
        const action = next();
        if (action < 0.5) {
          const item = `${caller}${String(step).padStart(3, '0')}`;
          if (queue.add(caller, item) === 'admitted') waiting.push(item);
        } else {
          const item = waiting[Math.floor(next() * waiting.length)];
          if (item === undefined) continue;
          const isFirst = queue.inOrder()[0];
          if (action < 0.8 && isFirst !== undefined) queue.take(isFirst);
          else queue.remove(item);
          waiting.splice(waiting.indexOf(action < 0.8 && isFirst !== undefined ? isFirst : item), 1);
        }
        const order = queue.inOrder();
        expect(order.toSorted(), `seed ${seed}, step ${step}`).toEqual(waiting.toSorted());
        for (const one of 'abcd') {
          const own = order.filter((item) => item.startsWith(one));
          expect(own, `seed ${seed}, step ${step}`).toEqual(own.toSorted());
        }
        // Whoever waits is among the first served: no caller comes twice before everyone came once.
        const callers = new Set(order.map((item) => item[0]));
        expect(new Set(order.slice(0, callers.size).map((item) => item[0])).size).toBe(callers.size);
      }
    }
  });
});
