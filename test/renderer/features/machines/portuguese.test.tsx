/** The Machines page as it is read in Portuguese. */
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { barGeometry } from '../../../../renderer/features/machines/bars/bar-geometry.ts';
import { mapScale } from '../../../../renderer/features/machines/bars/map-scale.ts';
import {
  barSentence,
  lostSentences,
  machineWords,
  replicaSentence,
} from '../../../../renderer/features/machines/machine-words.ts';
import { TotalsSentence } from '../../../../renderer/features/machines/TotalsSentence.tsx';
import { speak } from '../../../../words/words.ts';
import { aModel } from '../../../support/a-model.ts';
import { card, machineOf, officeOf, replicaOf } from '../../../support/map-fixtures.ts';

const gib = 1024 ** 3;
const margin = 0.3 * gib;
const replica = replicaOf([4.1, 1.8, 0.4], { slotsBusy: 2 });

beforeEach(() => speak('pt-PT'));
afterEach(() => speak('en-GB'));

describe('the map in Portuguese', () => {
  it('says the office in one sentence, with the figures as Portuguese writes them', () => {
    const machine = machineOf('A', [card(11, 2.9)], [replica], { state: 'ready' });
    const drawn = renderToStaticMarkup(<TotalsSentence state={officeOf([machine], { marginBytes: margin })} />);
    expect(drawn).toBe(
      '<p class="totals num">11 GB em 1 máquina: os modelos usam <b>6,3 GB</b>, outros programas 2,9, margem 0,3, ' +
        '<b>1,5 GB livres</b>. 2 respostas em curso.</p>',
    );
  });

  it('writes its bars, blocks and ruler with a comma', () => {
    expect(barGeometry(card(11, 2.9), [replica], margin, { px: 55 }).other.text).toBe('Outros programas 2,9');
    expect(mapScale(612, gib).ticks.map(({ text }) => text)).toEqual(['0 GB', '0,25', '0,5', '0,75', '1']);
  });

  it('speaks a bar and a block', () => {
    expect(barSentence(card(11, 2.9), [replica], margin)).toBe(
      'GTX 1080 Ti, 11 GB: modelos 6,3 GB, outros programas 2,9 GB, margem 0,3 GB, livres 1,5 GB',
    );
    expect(replicaSentence(replica, card(11, 2.9))).toBe(
      'qwen2.5-7b, Q7, Q4_K_M em GTX 1080 Ti: 6,3 GB. Pesos 4,1 GB, memória da conversa 1,8 GB ' +
        '(2 de 4 conversas em uso), espaço de trabalho 0,4 GB.',
    );
  });

  it('says how machines are, and what became of a lost one’s model', () => {
    const ready = machineOf('A', [card(6, 0)], [], { thisPc: true });
    expect(machineWords(ready, 0).words).toBe('Pronta, este PC');
    const lost = machineOf('B', [card(6, 0)], [replica], { state: 'lost', since: 0 });
    expect(machineWords(lost, 120_000).words).toBe('Perdida há 2 min');
    const model = aModel({ state: 'ready', readyOn: ['DESIGN-01', 'STUDIO-3'] });
    expect(lostSentences(lost, officeOf([lost], { models: [model] }))).toEqual([
      'qwen2.5-7b continua com DESIGN-01 e STUDIO-3.',
    ]);
  });
});
