/** The settings of a start that was given ports: the one of window and API, and beside it those of agents and HTTPS. Pure. */
import type { Settings } from '../settings/settings.ts';
import type { CoordinatorOptions } from './coordinator-port.ts';

export function withPorts(settings: Settings, { port, agentsPort, httpsPort }: CoordinatorOptions): Settings {
  const next = port === undefined ? settings.agents.port : port === 0 ? 0 : port + 1;
  const afterNext = port === undefined ? settings.https.port : port === 0 ? 0 : port + 2;
  return {
    ...settings,
    lan: { ...settings.lan, port: port ?? settings.lan.port },
    agents: { ...settings.agents, port: agentsPort ?? next },
    https: { ...settings.https, port: httpsPort ?? afterNext },
  };
}
