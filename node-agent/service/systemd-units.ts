/** The texts of systemd's units for the agent. */
import path from 'node:path';
import { type Place, serviceName } from './place.ts';
import { runWords } from './run-words.ts';

const head = '# Written by AIvailable; removed with: node-agent.mjs service uninstall';

/**
 * The agent's own unit.
 * @param coordinators where to ask, besides what is heard: "192.168.10.12:8421"
 */
export function agentUnit(place: Place, coordinators: readonly string[]): string {
  const system = place.kind === 'systemd-system';
  return lines(
    head,
    '[Unit]',
    'Description=AIvailable agent: shares this PC’s graphics cards with the office',
    ...(system ? ['Wants=network-online.target', 'After=network-online.target'] : []),
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    ...(system ? [`User=${serviceName}`, ...loadNvidia] : []),
    `ExecStart=${runWords(place, coordinators).map(quote).join(' ')}`,
    `Environment=${quote(`XDG_CACHE_HOME=${path.join(place.data, 'cache')}`)}`,
    'Restart=always',
    'RestartSec=2',
    '# 75: another version was put in place, and is started now.',
    'SuccessExitStatus=75',
    'KillMode=mixed',
    'TimeoutStopSec=20',
    'UMask=0077',
    'Nice=5',
    ...(system ? hardening(place) : withoutHardening),
    '',
    '[Install]',
    `WantedBy=${system ? 'multi-user.target' : 'default.target'}`,
  );
}

/** Removes an installation for all users: the agent, which is not root, asks for it by a file. */
export function removerUnit({ root, data, units }: Place, removesUser: boolean): string {
  const own = [`${serviceName}.service`, `${serviceName}-remover.path`, `${serviceName}-remover.service`];
  return lines(
    head,
    '[Unit]',
    'Description=Removes the AIvailable agent from this PC',
    '',
    '[Service]',
    'Type=oneshot',
    // Each "-": what is gone already stops nothing.
    `ExecStart=-/usr/bin/env systemctl disable --now ${own[0]} ${own[1]}`,
    `ExecStart=-/usr/bin/env rm -rf -- ${[root, data].map(quote).join(' ')}`,
    ...(removesUser ? [`ExecStart=-/usr/bin/env userdel ${serviceName}`] : []),
    `ExecStart=-/usr/bin/env rm -f -- ${own.map((name) => quote(path.join(units ?? '', name))).join(' ')}`,
    'ExecStart=-/usr/bin/env systemctl daemon-reload',
  );
}

export const removerPathUnit = (place: Place): string =>
  lines(
    head,
    '[Unit]',
    'Description=Waits for the AIvailable agent’s wish to be removed',
    '',
    '[Path]',
    `PathExists=${wishFile(place).replaceAll('%', '%%')}`,
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  );

/** Where an agent that is not root says that it wants to be removed. */
export const wishFile = ({ data }: Pick<Place, 'data'>): string => path.join(data, 'remove-me');

/** Without a desktop nobody has loaded NVIDIA's driver, and a program without rights cannot. */
const loadNvidia = ['ExecStartPre=-+/usr/bin/env nvidia-modprobe -c 0 -u'];

const withoutHardening = [
  '# No NoNewPrivileges, which other protections of a user’s unit bring along: NVIDIA’s driver is loaded by a setuid program.',
];

const hardening = ({ root, data }: Place): string[] => [
  'NoNewPrivileges=true',
  'CapabilityBoundingSet=',
  'ProtectSystem=strict',
  `ReadWritePaths=${[root, data].map(quote).join(' ')}`,
  'ProtectHome=true',
  'PrivateTmp=true',
  'ProtectKernelTunables=true',
  'ProtectKernelModules=true',
  'ProtectKernelLogs=true',
  'ProtectControlGroups=true',
  'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK',
  'RestrictNamespaces=true',
  'RestrictRealtime=true',
  'RestrictSUIDSGID=true',
  'LockPersonality=true',
];

/** One word of a unit's line, taken as it is. */
const quote = (word: string): string => {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w@%+=:,./-]+$/.test(escaped) ? escaped : `"${escaped}"`;
};

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
