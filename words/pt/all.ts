/** Portuguese, as in Portugal. */
import activity from './activity.json' with { type: 'json' };
import api from './api.json' with { type: 'json' };
import chat from './chat.json' with { type: 'json' };
import firstRun from './first-run.json' with { type: 'json' };
import machines from './machines.json' with { type: 'json' };
import models from './models.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import tray from './tray.json' with { type: 'json' };
import window from './window.json' with { type: 'json' };

const texts: Readonly<Record<string, string>> = {
  ...activity,
  ...api,
  ...chat,
  ...firstRun,
  ...machines,
  ...models,
  ...people,
  ...settings,
  ...tray,
  ...window,
};

/** Counts of whole millions have a form of their own ("1 000 000 de …"), which no count here comes to. */
export const portuguese: Readonly<Record<string, string>> = {
  ...texts,
  ...Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) =>
      key.endsWith('_other') ? [[key.replace(/_other$/, '_many'), text]] : [],
    ),
  ),
};
