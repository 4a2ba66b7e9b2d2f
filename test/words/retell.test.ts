import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learnToRetell, retell } from '../../words/retell.ts';
import { speak } from '../../words/words.ts';
import { processorMs } from '../support/processor-ms.ts';

describe('what the programs tell, in Portuguese', () => {
  beforeAll(async () => {
    await speak('pt-PT');
    await learnToRetell();
  });
  afterAll(() => speak('en-GB'));

  it('is a sentence of the catalogue', () => {
    expect(retell('Nothing was changed.')).toBe('Nada foi alterado.');
    expect(retell('Another error, by nobody known.')).toBe('Another error, by nobody known.');
    expect(retell('')).toBe('');
  });

  it('keeps names as they are', () => {
    expect(retell('DESIGN-01 was lost')).toBe('DESIGN-01 foi perdida');
    expect(retell('anna-pc was lost')).toBe('anna-pc foi perdida');
    expect(retell('qwen2.5-7b was given to Reception')).toBe('qwen2.5-7b foi atribuído a Reception');
    expect(retell('this PC was lost')).toBe('this PC foi perdida');
  });

  it('says the sentences within a sentence', () => {
    expect(retell('On DESIGN-01: the engine ended (failed 3 times in a row, tried again at 12:00:00).')).toBe(
      'Em DESIGN-01: o motor terminou (falhou 3 vezes seguidas, nova tentativa às 12:00:00).',
    );
    expect(retell('The update failed. The bundle lacks agent.mjs.')).toBe(
      'A atualização falhou. Falta agent.mjs no pacote.',
    );
  });

  it('says several sentences, each by itself or as one pattern holds them together', () => {
    expect(retell('Nothing was done. Try again in a minute.')).toBe(
      'Nada foi feito. Tentar de novo daqui a um minuto.',
    );
    expect(retell('What a day. DESIGN-01 was lost. Nothing was done.')).toBe(
      'What a day. DESIGN-01 foi perdida. Nada foi feito.',
    );
    expect(
      retell(
        'qwen3: Needs 9.9 GB on one card, the largest space is 4.1 GB. GTX 1080 Ti on DESIGN-01 has 11.0 GB, less 2.9 GB of other programs and 0.3 GB margin. Add a machine with a graphics card.',
      ),
    ).toBe(
      'qwen3: Precisa de 9,9 GB numa só placa; o maior espaço é de 4,1 GB. GTX 1080 Ti em DESIGN-01 tem 11,0 GB, menos 2,9 GB de outros programas e 0,3 GB de margem. Adicionar uma máquina com placa gráfica.',
    );
  });

  it('keeps the capital and the full stop that a sentence came with', () => {
    expect(retell('The engine ended.')).toBe('O motor terminou.');
    expect(retell('the engine ended')).toBe('o motor terminou');
    expect(retell('Nothing was changed')).toBe('Nada foi alterado');
  });

  it('writes figures, hours and lists as Portuguese does', () => {
    expect(retell('Needs 4.2 GB for 4 conversations of 8,192 tokens; DESIGN-01 has 6.0 GB free.')).toBe(
      'Precisa de 4,2 GB para 4 conversas de 8192 tokens; DESIGN-01 tem 6,0 GB livres.',
    );
    expect(
      retell(
        'Needs 2.4 GB for 1 conversation of 8,192 tokens; A has 3.5 GB free, but A is outside its hours (Sat to Sun, 8:00 to 9:00).',
      ),
    ).toBe(
      'Precisa de 2,4 GB para 1 conversa de 8192 tokens; A tem 3,5 GB livres, mas A está fora do seu horário (sáb. a dom., 8:00 a 9:00).',
    );
    expect(retell('Choose 131,072 tokens or less.')).toBe('Escolher 131\u00A0072 tokens ou menos.');
    expect(retell('A is outside its hours (Mon to Fri, 18:00 to 08:00 the next day)')).toBe(
      'A está fora do seu horário (seg. a sex., 18:00 a 08:00 do dia seguinte)',
    );
    expect(retell('Its connection ended. It had qwen, llama and phi.')).toBe(
      'A ligação terminou. Tinha qwen, llama e phi.',
    );
  });

  it('leaves numbers that are names', () => {
    expect(retell('Start with --port 18420, which is free.')).toBe('Iniciar com --port 18420, que está livre.');
    expect(retell('Its C library is glibc 2.17; 2.31 is needed.')).toBe(
      'A biblioteca C dele é a glibc 2.17; é precisa a 2.31.',
    );
  });

  it('is the pattern with the most words, where several fit', () => {
    expect(retell('A was paused by its user until Tue 14:30')).toBe(
      'A foi posta em pausa pelo seu utilizador até ter. 14:30',
    );
    expect(retell('qwen moves to A when there is room.')).toBe('qwen muda para A quando houver espaço.');
  });

  it('takes no long time, however long or hostile a text is', () => {
    const hostile = [
      ' on '.repeat(900),
      'A '.repeat(1_900),
      'X. '.repeat(1_300),
      'a: '.repeat(1_300),
      `Needs ${'1 GB on one card, '.repeat(200)}`,
      'x'.repeat(1_000_000),
    ];
    let said: string[] = [];
    expect(processorMs(() => (said = hostile.map(retell)))).toBeLessThan(2_000);
    expect(said.at(-1)).toBe(hostile.at(-1));
  });
});

it('stays English in English', () => {
  expect(retell('DESIGN-01 was lost')).toBe('DESIGN-01 was lost');
});
