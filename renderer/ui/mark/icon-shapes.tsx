import type { ReactElement } from 'react';

/** What is drawn inside each icon of the look: 16 by 16, in the colour of the text around it. */
export const iconShapes = {
  activity: <path d="M1.75 8.5h2.5L6.25 3l3.5 10 2-4.5h2.5" />,
  api: <path d="M5 4.25 1.75 8 5 11.75M11 4.25 14.25 8 11 11.75M9.25 3 6.75 13" />,
  card: (
    <>
      <path d="M1.75 2.5v11M1.75 4.25h12.5v6.5H1.75" />
      <circle cx="9.75" cy="7.5" r="1.75" />
      <path d="M4.25 10.75v2M7.25 10.75v2" />
    </>
  ),
  chat: <path d="M2.75 3.75h10.5v7.5H7l-3 2.25v-2.25H2.75z" />,
  check: <path d="m3 8.5 3.25 3.25L13 4.75" />,
  clip: (
    <path d="m12.75 7.25-5 5a3 3 0 0 1-4.25-4.25l5.5-5.5a2 2 0 0 1 2.85 2.85l-5.4 5.4a1 1 0 0 1-1.4-1.4l4.7-4.75" />
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  close: <path d="m3.75 3.75 8.5 8.5M12.25 3.75l-8.5 8.5" />,
  copy: (
    <>
      <path d="M5.75 5.75h7.5v7.5h-7.5z" />
      <path d="M10.25 5.5V2.75h-7.5v7.5H5.5" />
    </>
  ),
  down: <path d="m4 6 4 4 4-4" />,
  download: <path d="M8 2.5v7.25M4.75 6.75 8 10l3.25-3.25M2.5 11v2.5h11V11" />,
  drain: <path d="M8 2.25v7.5M4.75 6.75 8 10l3.25-3.25M2.75 13.25h10.5" />,
  edit: <path d="M10.75 2.75 13.25 5.25 6 12.5l-3.25.75L3.5 10z" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.25v3.5M8 5.1v.01" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="11" r="2.75" />
      <path d="m7 9 5.75-5.75M10.5 5.5l2 2" />
    </>
  ),
  lan: <path d="M5.5 2.25h5v3.5h-5zM1.75 10.25h4.5v3.5h-4.5zM9.75 10.25h4.5v3.5h-4.5zM8 5.75V8M4 10.25V8h8v2.25" />,
  left: <path d="m10 4-4 4 4 4" />,
  machines: (
    <>
      <path d="M1.75 4h12.5v3.25H1.75zM1.75 9.5H9.5v3.25H1.75z" />
      <path d="M5 4v3.25M8.75 4v3.25M5 9.5v3.25" />
    </>
  ),
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  models: (
    <>
      <path d="M8 1.75 13.5 4.9v6.2L8 14.25 2.5 11.1V4.9z" />
      <path d="M2.7 5 8 8l5.3-3M8 8v6" />
    </>
  ),
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2" />,
  move: <path d="M2 8h11M9.5 4.5 13 8l-3.5 3.5" />,
  pc: <path d="M1.75 3h12.5v8H1.75zM5.25 13.5h5.5M8 11v2.5" />,
  people: (
    <>
      <circle cx="6" cy="5.5" r="2.5" />
      <path d="M1.75 13.25c.3-2.6 1.9-4 4.25-4s3.95 1.4 4.25 4M10.5 3.2a2.4 2.4 0 0 1 0 4.6M12 9.75c1.3.55 2.05 1.75 2.25 3.5" />
    </>
  ),
  pin: <path d="M6 2.25h4L9.5 6.5l2.25 2.25h-7.5L6.5 6.5zM8 9v4.75" />,
  plus: <path d="M8 3v10M3 8h10" />,
  refresh: <path d="M13.25 8A5.25 5.25 0 1 1 11.5 4.1M13.5 2v3h-3" />,
  right: <path d="m6 4 4 4-4 4" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.25 10.25 3.25 3.25" />
    </>
  ),
  send: <path d="M8 13.25V3M3.75 7 8 2.75 12.25 7" />,
  settings: (
    <>
      <path d="M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6" />
      <circle cx="10" cy="4.5" r="1.75" />
      <circle cx="6" cy="11.5" r="1.75" />
    </>
  ),
  shield: <path d="M8 1.75 13.25 4v4c0 3-2.1 5.2-5.25 6.25C4.85 13.2 2.75 11 2.75 8V4z" />,
  'state-asleep': <path d="M12.75 9.75A5.5 5.5 0 0 1 6.25 3.25a5.5 5.5 0 1 0 6.5 6.5z" />,
  'state-attention': (
    <>
      <path d="M8 2.25 14.25 13H1.75z" />
      <path d="M8 6.5v3M8 11.2v.01" />
    </>
  ),
  'state-busy': (
    <>
      <circle cx="8" cy="8" r="2.75" fill="currentColor" stroke="none" />
      <circle cx="8" cy="8" r="5.75" />
    </>
  ),
  'state-joining': <circle cx="8" cy="8" r="5" strokeDasharray="2 3.24" />,
  'state-lost': <path d="m4 4 8 8M12 4l-8 8" strokeWidth="2" />,
  'state-paused': <path d="M5.5 3.75v8.5M10.5 3.75v8.5" strokeWidth="2.5" />,
  'state-ready': <circle cx="8" cy="8" r="4.5" fill="currentColor" stroke="none" />,
  'state-yield': (
    <>
      <circle cx="8" cy="8" r="5" />
      <path d="M8 3a5 5 0 0 0 0 10z" fill="currentColor" />
    </>
  ),
  stop: <path d="M4.25 4.25h7.5v7.5h-7.5z" fill="currentColor" />,
  swap: <path d="M2.5 5.5h10M9.75 2.75 12.5 5.5 9.75 8.25M13.5 10.5h-10M6.25 7.75 3.5 10.5l2.75 2.75" />,
  undo: <path d="M5.75 3 2.75 6l3 3M2.75 6h6.5a4 4 0 0 1 0 8h-2.5" />,
  user: (
    <>
      <circle cx="8" cy="5.25" r="2.75" />
      <path d="M2.75 13.75c.4-3 2.4-4.5 5.25-4.5s4.85 1.5 5.25 4.5" />
    </>
  ),
  warn: (
    <>
      <path d="M8 2.25 14.25 13H1.75z" />
      <path d="M8 6.5v3M8 11.2v.01" />
    </>
  ),
} as const satisfies Record<string, ReactElement>;
