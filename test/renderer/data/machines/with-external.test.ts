import { describe, expect, it } from 'vitest';
import { withExternal } from '../../../../renderer/data/machines/with-external.ts';
import { attachedServers } from '../../../support/fake-control/attached-servers.ts';
import { linden } from '../../../support/fake-control/linden-office.ts';

describe('the models of an office with external servers', () => {
  const office = { ...linden(), attached: attachedServers() };
  const all = withExternal(office);
  const of = (name: string) => all.find((model) => model.name === name);

  it('are ready on a server, too', () => {
    expect(of('qwen2.5-7b-instruct')?.readyOn).toEqual([
      ...(office.models.find(({ name }) => name === 'qwen2.5-7b-instruct')?.readyOn ?? []),
      'BIG-BOX',
    ]);
  });

  it('are more than the office’s own, each with its state', () => {
    expect(of('Qwen/Qwen3-30B-A3B')).toMatchObject({ state: 'ready', readyOn: ['BIG-BOX'], code: 'QW', colour: 0 });
    expect(of('gpt-oss:20b')).toMatchObject({ state: 'refused', readyOn: [] });
    expect(of('bge-m3')).toBeUndefined();
  });
});
