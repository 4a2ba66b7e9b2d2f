/** The join page: what a person on another PC of the office opens to add that PC. Pure: all that it shows is given. */
import type { JoinSystem } from '../../../../contract/control-machines.ts';
import type { Language } from '../../../../words/languages.ts';
import { msg, type Message, type t as speaks } from '../../../../words/words.ts';
import { type Markup, markup } from '../../../base/markup.ts';
import { installerFile, installerName } from '../installer-name.ts';
import type { JoinTarget } from '../join-commands.ts';
import type { CommandLines } from '../join-offer.ts';

interface JoinPage {
  readonly officeName: string;
  readonly target: JoinTarget;
  /** What the visitor seems to have; null: it does not show. */
  readonly system: JoinSystem | null;
  /** Without a token: the agent asks to join. */
  readonly asking: CommandLines;
  /** With the word TOKEN in the place of one. */
  readonly joining: CommandLines;
  readonly language: Language;
  /** Speaks that language. */
  readonly t: typeof speaks;
}

const names: Readonly<Record<JoinSystem, Message>> = {
  windows: msg('Windows'),
  linux: msg('Linux'),
  macos: msg('macOS'),
};

export function joinHtml(page: JoinPage): string {
  const { officeName, system, language, t } = page;
  const order = (Object.keys(names) as JoinSystem[]).toSorted((a, b) => Number(b === system) - Number(a === system));
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${t('Add this PC to {{office}}', { office: officeName })} · AIvailable</title>
<link rel="stylesheet" href="/join/page.css">
<script src="/join/page.js" defer></script>
</head>
<body>
<main>
<p class="brand"><svg viewBox="0 0 24 24" aria-hidden="true">${mark}</svg>${officeName}</p>
<h1>${t('Add this PC to the office')}</h1>
<p class="lead">${system === null ? `${t('Open this page on the PC that shall join.')} ` : ''}${t(
    'Its graphics card then helps to answer for {{office}}. Nothing is installed but the agent, for your user alone and without an administrator’s rights. It opens no port.',
    { office: officeName },
  )}</p>
${order.map((one) => wayFor(one, page, one === system || (system === null && one === order[0])))}
<p class="note" data-when="ask">${t('Afterwards the agent shows a code. The same code stands on the coordinator’s Machines page: the admin compares the two and lets this PC in.')}</p>
<p class="note" data-when="token" hidden>${t('The line and the installer’s name hold a token: they work once, for 10 minutes.')}</p>
<p class="note">${t('Each line checks what it downloads before anything of it runs. If you are not sure of this network, take the line from the coordinator’s own screen.')}</p>
</main>
</body>
</html>
`.text;
}

function wayFor(system: JoinSystem, page: JoinPage, open: boolean): Markup {
  const [asking, joining] = [page.asking[system], page.joining[system]];
  const name = page.t(names[system]);
  return markup`<details${open ? ' open' : ''}>
<summary>${name}</summary>
<div class="way">
${
  asking === null || joining === null
    ? notThere(name, page)
    : markup`${system === 'windows' ? byDoubleClick(page) : ''}${byLine(system, page, { asking, joining })}`
}
</div>
</details>`;
}

const notThere = (system: string, { t }: JoinPage): Markup =>
  markup`<p>${t('The agent for {{system}} is not ready on the coordinator yet. Load this page again in a minute, or ask the admin.', { system })}</p>`;

function byDoubleClick({ target, t }: JoinPage): Markup {
  const [address] = target.coordinators;
  return markup`<ol>
<li>${t('Download the installer and start it.')}</li>
<li>${t('Windows may warn that it does not know the publisher: choose “More info”, then “Run anyway”.')}</li>
</ol>
<p><a class="btn primary" href="/join/files/${installerFile}" download="${installerName(address, null)}" data-name-with-token="${installerName(address, 'TOKEN')}">${t('Download for Windows')}</a></p>
<p class="note">${t('Or by one line in PowerShell:')}</p>
`;
}

function byLine(
  system: JoinSystem,
  { t }: JoinPage,
  lines: { readonly asking: string; readonly joining: string },
): Markup {
  const isFirst = system !== 'windows';
  return markup`${
    isFirst
      ? markup`<p>${t('Paste this line into a terminal:')}</p>
`
      : ''
  }<pre><code id="line-${system}" data-with-token="${lines.joining}">${lines.asking}</code></pre>
<button class="btn${isFirst ? ' primary' : ''}" type="button" data-copies="line-${system}" data-done="${t('Copied')}" data-failed="${t('Press Ctrl+C')}" hidden>${t('Copy the line')}</button>`;
}

const mark = markup`<path d="M5 2h11.5v5.2h-14V4.5A2.5 2.5 0 0 1 5 2zM2.5 8.9h19v4.2h-19zM2.5 14.8h12v.7A2.5 2.5 0 0 1 12 18h-1.6L6 22.2V18H5a2.5 2.5 0 0 1-2.5-2.5z"/>`;
