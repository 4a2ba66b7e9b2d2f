/** What a person reads in a browser who is refused something below /join. Pure. */
import type { Problem } from '../../../../contract/errors.ts';
import { forVisitor } from '../../../../words/visitors.ts';
import { markup } from '../../../base/markup.ts';

/** @param accepted the visitor's Accept-Language */
export function refusedHtml({ message, effect, action }: Problem, accepted: string | undefined): string {
  const { language, retell } = forVisitor(accepted);
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${retell(message)} · AIvailable</title>
<link rel="stylesheet" href="/join/page.css">
</head>
<body>
<main>
<h1>${retell(message)}</h1>
<p class="lead">${retell(effect)}</p>
<p>${retell(action)}</p>
</main>
</body>
</html>
`.text;
}
