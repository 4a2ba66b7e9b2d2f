/** How programs are pointed at the office: to copy and to change. Pure. */
import { t } from '../../../words/words.ts';

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
  { title: t('Python'), code: python(address, model) },
  { title: t('JavaScript'), code: javascript(address, model) },
  { title: 'curl', code: curl(address, model) },
  {
    title: t('Open WebUI'),
    code: webUi(address),
    hint: t('Set these where it is started, or under Admin Settings, Connections, OpenAI API.'),
  },
  {
    title: t('VS Code'),
    code: continueConfig(address, model),
    hint: t('For the extension Continue: in the file config.yaml of its folder .continue.'),
  },
  {
    title: t('LibreChat'),
    code: libreChat(address, model),
    hint: t('In librechat.yaml; then start LibreChat anew.'),
  },
  {
    title: 'n8n',
    code: n8n(address),
    hint: t('As a credential of the kind OpenAI; the model is {{model}}.', { model }),
  },
  {
    title: t('Ollama apps'),
    code: ollama(address, model),
    hint: t('Programs for Ollama take the address without /v1, and the key as a header.'),
  },
  {
    title: t('Office add-ins'),
    code: addIn(address, model),
    hint: t('For those with a program of their own. Web pages inside Word or Excel are refused, as all foreign pages.'),
  },
];

/** What a program reads. */
const code = String.raw;

const python = (address: string, model: string): string => code`from openai import OpenAI

ai = OpenAI(base_url="${address}/v1",
            api_key="KEY")
answer = ai.chat.completions.create(
    model=${JSON.stringify(model)},
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)`;

const javascript = (address: string, model: string): string => code`import OpenAI from 'openai';

const ai = new OpenAI({ baseURL: '${address}/v1', apiKey: 'KEY' });
const answer = await ai.chat.completions.create({
  model: ${JSON.stringify(model)},
  messages: [{ role: 'user', content: 'Hello' }],
});
console.log(answer.choices[0].message.content);`;

const curl = (address: string, model: string): string => code`curl ${address}/v1/chat/completions \
  -H "Authorization: Bearer KEY" \
  -H "Content-Type: application/json" \
  -d '{"model":${JSON.stringify(model)},"messages":[{"role":"user","content":"Hello"}]}'`;

const continueConfig = (address: string, model: string): string => code`models:
  - name: Office
    provider: openai
    model: ${JSON.stringify(model)}
    apiBase: ${address}/v1
    apiKey: KEY`;

const libreChat = (address: string, model: string): string => code`endpoints:
  custom:
    - name: Office
      apiKey: KEY
      baseURL: ${address}/v1
      models:
        default: [${JSON.stringify(model)}]
        fetch: true`;

const ollama = (address: string, model: string): string => code`from ollama import Client

ai = Client(host="${address}",
            headers={"Authorization": "Bearer KEY"})
answer = ai.chat(model=${JSON.stringify(model)},
    messages=[{"role": "user", "content": "Hello"}])
print(answer.message.content)`;

const webUi = (address: string): string => code`OPENAI_API_BASE_URL=${address}/v1
OPENAI_API_KEY=KEY`;

const n8n = (address: string): string => code`API Key   KEY
Base URL  ${address}/v1`;

const addIn = (address: string, model: string): string => code`Endpoint  ${address}/v1
API key   KEY
Model     ${model}`;
