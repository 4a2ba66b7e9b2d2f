import { expect, it } from 'vitest';
import { Health } from '../../../main/router/health.ts';

const second = 1000;

it('keeps a replica out for longer with each failure, up to a quarter of a minute or so', () => {
  const health = new Health();
  const times: number[] = [];
  let now = 0;
  for (let round = 0; round < 12; round += 1) {
    health.took(now);
    health.failed(now, now);
    times.push(health.from - now);
    now = health.from;
  }
  expect(times[0]).toBe(250);
  expect(times.toSorted((a, b) => a - b)).toEqual(times);
  expect(Math.max(...times)).toBeGreaterThan(10 * second);
  expect(Math.max(...times)).toBeLessThanOrEqual(30 * second);
});

it('forgets failures with time, not with one good answer', () => {
  const flapping = new Health();
  for (const at of [0, 1, 2, 3]) {
    flapping.failed(at * second, at * second);
    flapping.passed();
  }
  expect(flapping.from).toBe(0);
  flapping.failed(4 * second, 4 * second);
  expect(flapping.from - 4 * second).toBeGreaterThan(2 * second);
  flapping.passed();
  flapping.failed(1000 * second, 1000 * second);
  expect(flapping.from - 1000 * second).toBeLessThan(300);
});

it('counts the loss of a machine once, however many answers it takes with it', () => {
  const health = new Health();
  for (let answers = 0; answers < 8; answers += 1) health.failed(0, 10 * second);
  expect(health.from).toBe(10 * second + 250);
});

it('gives one request at a time on trial, and another when that one left without a token', () => {
  const health = new Health();
  health.failed(0, 0);
  health.took(300);
  expect(health.from).toBe(Infinity);
  // One that ran before says nothing about the trial.
  health.leftOpen(100, 400);
  expect(health.from).toBe(Infinity);
  health.leftOpen(300, 500);
  expect(health.from).toBe(500);
});

it('is tried after two seconds when there is no other, however bad it was', () => {
  const health = new Health();
  for (let at = 0; at < 10; at += 1) health.failed(at, at);
  expect(health.from).toBeGreaterThan(20 * second);
  expect(health.lastResortFrom).toBe(9 + 2 * second);
});
