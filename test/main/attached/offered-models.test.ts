import { describe, expect, it } from 'vitest';
import { offeredModels, type TakenModel } from '../../../main/attached/offered-models.ts';

const listed = (at: string, more = {}) => ({ at, kind: 'chat' as const, contextLength: 8192, ...more });
const own = (name: string, more: Partial<TakenModel> = {}): TakenModel => ({
  name,
  kind: 'chat',
  contextLength: 4096,
  own: true,
  ...more,
});
const whyOf = (models: Parameters<typeof offeredModels>[0][number]['listed'], taken: TakenModel[]): (string | null)[] =>
  (offeredModels([{ id: 'a', models: null, listed: models }], taken).get('a') ?? []).map(({ unused }) => unused);

describe('the models that a server offers', () => {
  it('answer beside the office’s own of the same name', () => {
    expect(whyOf([listed('big'), listed('small')], [own('big')])).toEqual([null, null]);
  });

  it('are left alone when they do something else, or hold less than is promised', () => {
    expect(whyOf([listed('big')], [own('big', { kind: 'embedding' })])[0]).toContain('does something else');
    expect(whyOf([listed('big', { contextLength: 2048 })], [own('big')])[0]).toContain('2,048 tokens is shorter');
    expect(whyOf([listed('big', { contextLength: null })], [own('big')])).toEqual([null]);
  });

  it('make no vectors beside another maker', () => {
    const vectors = listed('bge', { kind: 'embedding' });
    expect(whyOf([vectors], [own('bge', { kind: 'embedding' })])[0]).toContain('do not compare');
    const two = ['a', 'b'].map((id) => ({ id, models: null, listed: [vectors] }));
    const all = offeredModels(two, []);
    expect([all.get('a')?.[0]?.unused, all.get('b')?.[0]?.unused?.slice(0, 22)]).toEqual([
      null,
      'Another server’s model',
    ]);
  });

  it('are those that were chosen, under the names that they were given', () => {
    const models = [
      { at: 'Qwen/Qwen3', name: 'qwen' },
      { at: 'gone', name: 'gone' },
    ];
    const offered = offeredModels([{ id: 'a', models, listed: [listed('Qwen/Qwen3'), listed('other')] }], []).get('a');
    expect(offered).toMatchObject([
      { name: 'qwen', at: 'Qwen/Qwen3', unused: null },
      { name: 'gone', unused: 'The server does not list it now.' },
    ]);
  });
});
