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
    title: 'LibreChat',
    code: libreChat(address, model),
    hint: 'In librechat.yaml; then start LibreChat anew.',
  },
  {
    title: 'n8n',
    code: `API Key   KEY\nBase URL  ${address}/v1`,
    hint: `As a credential of the kind OpenAI; the model is ${model}.`,
  },
  {
    title: 'Ollama apps',
    code: ollama(address, model),
    hint: 'Programs for Ollama take the address without /v1, and the key as a header.',
  },
  {
    title: 'Office add-ins',
    code: `Endpoint  ${address}/v1\nAPI key   KEY\nModel     ${model}`,
    hint: 'For those with a program of their own. Web pages inside Word or Excel are refused, as all foreign pages.',
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

const libreChat = (address: string, model: string): string =>
  [
    'endpoints:',
    '  custom:',
    '    - name: Office',
    '      apiKey: KEY',
    `      baseURL: ${address}/v1`,
    '      models:',
    `        default: [${JSON.stringify(model)}]`,
    '        fetch: true',
  ].join('\n');

const ollama = (address: string, model: string): string =>
  [
    'from ollama import Client',
    '',
    `ai = Client(host="${address}",`,
    '            headers={"Authorization": "Bearer KEY"})',
    `answer = ai.chat(model=${JSON.stringify(model)},`,
    '    messages=[{"role": "user", "content": "Hello"}])',
    'print(answer.message.content)',
  ].join('\n');
