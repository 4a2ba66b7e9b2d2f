import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { Metrics } from '../../../main/activity/metrics.ts';

const Dashboard = z.object({
  panels: z.array(z.object({ id: z.int(), targets: z.array(z.object({ expr: z.string() })).min(1) })),
});
const text = readFileSync(new URL('../../../docs/grafana-dashboard.json', import.meta.url), 'utf8');

it('asks only for figures that there are, and leaves none out', async () => {
  const metrics = new Metrics({ machines: () => [], waiting: () => 0, version: '1' });
  const there = new Set([...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
  const asked = new Set(
    [...text.matchAll(/aivailable_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, '')),
  );
  expect([...asked].filter((name) => !there.has(name))).toEqual([]);
  // The version is for tables of one's own.
  expect([...there].filter((name) => !asked.has(name))).toEqual(['aivailable_info']);
});

it('is a dashboard whose panels have ids of their own', () => {
  const { panels } = Dashboard.parse(JSON.parse(text));
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});
