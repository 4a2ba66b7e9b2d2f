import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { version } from '../../../main/base/version.ts';
import { agentVersion } from '../../../node-agent/agent-version.ts';

it('coordinator, agent and package have one version', () => {
  const { version: packaged } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect([version, agentVersion]).toEqual([packaged, packaged]);
});
