/** How programs are pointed at the office: to copy and to change. Pure. */

interface Snippet {
  readonly title: string;
  readonly code: string;
  /** What to do with it, where it is no program. */
  readonly hint?: string;
}

interface Target {
  /** "http://192.168.10.12:8420": without /v1. */
  readonly address: string;
  readonly model: string;
}

export const snippetsFor = ({ address, model }: Target): readonly Snippet[] => [
  { title: 'Python', code: python(address, model) },
  { title: 'JavaScript', code: javascript(address, model) },
  { title: 'curl', code: curl(address, model) },
  {
    title: 'Open WebUI',
    code: `OPENAI_API_BASE_URL=${address}/v1\nOPENAI_API_KEY=KEY`,
    hint: 'Set these where it is started, or under Admin Settings, Connections, OpenAI API.',
  },
  {
    title: 'VS Code',
    code: continueConfig(address, model),
    hint: 'For the extension Continue: in the file config.yaml of its folder .continue.',
  },
  {
    title: 'n8n, LibreChat',
    code: `Base URL  ${address}/v1\nAPI key   KEY\nModel     ${model}`,
    hint: 'Anything that lets you set the address of an OpenAI API takes these three.',
  },
];

const python = (address: string, model: string): string =>
  [
    'from openai import OpenAI',
    '',
    `ai = OpenAI(base_url="${address}/v1",`,
    '            api_key="KEY")',
    'answer = ai.chat.completions.create(',
    `    model=${JSON.stringify(model)},`,
    '    messages=[{"role": "user", "content": "Hello"}],',
    ')',
    'print(answer.choices[0].message.content)',
  ].join('\n');

const javascript = (address: string, model: string): string =>
  [
    "import OpenAI from 'openai';",
    '',
    `const ai = new OpenAI({ baseURL: '${address}/v1', apiKey: 'KEY' });`,
    'const answer = await ai.chat.completions.create({',
    `  model: ${JSON.stringify(model)},`,
    "  messages: [{ role: 'user', content: 'Hello' }],",
    '});',
    'console.log(answer.choices[0].message.content);',
  ].join('\n');

const curl = (address: string, model: string): string =>
  [
    `curl ${address}/v1/chat/completions \\`,
    '  -H "Authorization: Bearer KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '${JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] })}'`,
  ].join('\n');

const continueConfig = (address: string, model: string): string =>
  [
    'models:',
    '  - name: Office',
    '    provider: openai',
    `    model: ${JSON.stringify(model)}`,
    `    apiBase: ${address}/v1`,
    '    apiKey: KEY',
  ].join('\n');
