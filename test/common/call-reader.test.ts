import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallSyntax } from '../../contract/tools.ts';
import { CallReader, type CallEvent } from '../../common/call-reader.ts';

const tagged: CallSyntax = { opens: '<tool_call>', closes: '</tool_call>', shape: 'tagged', argumentsKey: 'arguments' };
const bare: CallSyntax = { opens: '<|python_tag|>', closes: '', shape: 'bare', argumentsKey: 'parameters' };
const list: CallSyntax = { opens: '[TOOL_CALLS]', closes: '', shape: 'list', argumentsKey: 'arguments' };
const named: CallSyntax = { opens: '[TOOL_CALLS]', closes: '', shape: 'named', argumentsKey: 'arguments' };

const names = ['weather', 'clock'];

/** Its texts and calls, whatever pieces they came in: a call that was cut ends with "…". */
function joined(events: readonly CallEvent[]): string[] {
  const all: string[] = [];
  let last: CallEvent['type'] | null = null;
  for (const event of events) {
    if (event.type === 'text') all.push(last === 'text' ? `${all.pop()}${event.text}` : event.text);
    if (event.type === 'call') all.push(`${event.name}(…`);
    if (event.type === 'arguments') all.push(`${all.pop()?.replace(/…$/, '')}${event.text}…`);
    if (event.type === 'called') all.push(`${all.pop()?.replace(/…$/, '')})`);
    last = event.type;
  }
  return all;
}

function read(syntax: CallSyntax, pieces: readonly string[]): string[] {
  const reader = new CallReader(syntax, names);
  return joined([...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]);
}

const call = '{"name": "weather", "arguments": {"city": "Porto", "say": "a } \\" </tool_call>"}}';
const written = 'weather({"city": "Porto", "say": "a } \\" </tool_call>"})';

const answers: readonly [string, CallSyntax, string, string[]][] = [
  ['a call alone', tagged, `<tool_call>\n${call}\n</tool_call>`, [written]],
  [
    'a text, two calls and a text',
    tagged,
    `I look.\n<tool_call>\n${call}\n</tool_call>\n<tool_call>{"name":"clock","arguments":{}}</tool_call>\n\nDone. `,
    ['I look.', written, 'clock({})', 'Done. '],
  ],
  [
    'a call behind thoughts that speak of calls',
    tagged,
    `\n<think>\n<tool_call>${call}</tool_call>?</think>\n\n<tool_call>${call}</tool_call>`,
    [`\n<think>\n<tool_call>${call}</tool_call>?</think>`, written],
  ],
  ['thoughts that do not end', tagged, `<think>${call}</th`, [`<think>${call}</th`]],
  ['a text without calls', tagged, ' Two < three,\n 5 <tools ', [' Two < three,\n 5 <tools ']],
  ['no text at all', tagged, '', []],
  [
    'a call of a tool that was not offered',
    tagged,
    '<tool_call>\n{"name": "rm", "arguments": {}}\n</tool_call>',
    ['<tool_call>\n{"name": "rm", "arguments": {}}\n</tool_call>'],
  ],
  [
    'arguments before the name',
    tagged,
    '<tool_call>{"arguments": {"a": [1, {}]}, "name": "clock"}</tool_call>',
    ['clock({"a":[1,{}]})'],
  ],
  ['arguments as a text', tagged, '<tool_call>{"name": "clock", "arguments": "{}"}</tool_call>', ['clock({})']],
  ['no arguments', tagged, '<tool_call>{"name": "clock"}</tool_call> ', ['clock({})']],
  [
    'what is no JSON',
    tagged,
    '<tool_call>{"name": clock}</tool_call> <tool_call>go!',
    ['<tool_call>{"name": clock}</tool_call> <tool_call>go!'],
  ],
  ['an opening mark in an opening mark', tagged, `<tool_call><tool_call>${call}`, ['<tool_call>', written]],
  [
    'a call that is cut in its arguments',
    tagged,
    '<tool_call>{"name": "clock", "arguments": {"zone": "Eu',
    ['clock({"zone": "Eu…'],
  ],
  ['a call that is cut in its name', tagged, '<tool_call>{"name": "clo', ['<tool_call>{"name": "clo']],
  ['a call that is cut behind its arguments', tagged, '<tool_call>{"name": "clock", "arguments": {}', ['clock({})']],
  ['a bare call', bare, '\n{"name": "clock", "parameters": {"zone": "x"}}', ['clock({"zone": "x"})']],
  [
    'two bare calls, the first with its mark',
    bare,
    '<|python_tag|>{"type": "function", "name": "clock", "parameters": {}}; {"name": "weather", "parameters": {"a": 1}}',
    ['clock({})', 'weather({"a": 1})'],
  ],
  ['an answer in JSON', bare, '{"name": "Lisbon", "parameters": {}}', ['{"name": "Lisbon", "parameters": {}}']],
  ['another answer in JSON', bare, ' {"name": 5}', [' {"name": 5}']],
  [
    'a call in a text',
    bare,
    'Write {"name": "clock", "parameters": {}}.',
    ['Write {"name": "clock", "parameters": {}}.'],
  ],
  [
    'a list of calls, with ids',
    list,
    '[TOOL_CALLS] [{"name": "clock", "arguments": {}, "id": "abc"}, {"name": "weather", "arguments": {"a": "]"}}]',
    ['clock({})', 'weather({"a": "]"})'],
  ],
  ['a list of none', list, '[TOOL_CALLS] [] ', ['[TOOL_CALLS] [] ']],
  [
    'calls with their names in front',
    named,
    'So: [TOOL_CALLS]clock[ARGS]{}[TOOL_CALLS]weather[CALL_ID]x1[ARGS]{"a": {}}',
    ['So:', 'clock({})', 'weather({"a": {}})'],
  ],
  ['a name without arguments', named, '[TOOL_CALLS]clock{}', ['[TOOL_CALLS]clock{}']],
];

const parts = [
  '<tool_call>',
  '</tool_call>',
  '[TOOL_CALLS]',
  '[ARGS]',
  '<|python_tag|>',
  '<think>',
  '</think>',
  ' ',
  '\n',
  ';',
  '{"name": "',
  'clock',
  '", "arguments": ',
  '", "parameters": ',
  '{',
  '}',
  '{"a": "}',
  '"',
  '[',
  ']',
  ',',
  'x',
  '\\',
  '{"name": "clock", "arguments": {}}',
  '{"name": "clock", "parameters": {}}',
  'weather',
];

describe('reading calls', () => {
  it.each(answers)('finds %s', (_what, syntax, text, found) => {
    expect(read(syntax, [text])).toEqual(found);
    expect(read(syntax, text.split(''))).toEqual(found);
  });

  it('finds the same in whatever pieces an answer comes', () => {
    const part = fc.constantFrom(...parts);
    const pieces = fc.array(part, { maxLength: 14 });
    fc.assert(
      fc.property(fc.constantFrom(tagged, bare, list, named), pieces, (syntax, made) => {
        const text = made.join('');
        const whole = read(syntax, [text]);
        expect(read(syntax, made)).toEqual(whole);
        expect(read(syntax, text.split(''))).toEqual(whole);
      }),
      { seed: 20_260_102, numRuns: 3_000 },
    );
  });

  it('says which tool is named, and what came behind the name, before the arguments begin', () => {
    const reader = new CallReader(tagged, names);
    reader.push('<tool_call>{"name": "cl');
    expect(reader.named).toBeNull();
    reader.push('ock", ');
    expect(reader.named).toMatchObject({ name: 'clock', rest: ', ' });
    reader.push('"arguments": {');
    expect(reader.named).toBeNull();
  });
});
