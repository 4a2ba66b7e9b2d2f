import type { ReactElement } from 'react';
import type { Check, CheckTopic } from '../../../contract/checks.ts';
import { retell } from '../../../words/retell.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import { Icon } from '../../ui/mark/Icon.tsx';

const called: Readonly<Record<CheckTopic, Message>> = {
  node: msg('Program'),
  folder: msg('Data folder'),
  part: msg('Part of the program'),
  port: msg('Port'),
  https: msg('HTTPS'),
  network: msg('Network'),
  machine: msg('Machine'),
  card: msg('Card'),
  server: msg('External server'),
  model: msg('Model'),
};

/** What was found, what it means, and one thing to do: what is wrong first. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }): ReactElement {
  const inOrder = checks.filter(({ trouble }) => trouble === null);
  const wrong = checks.filter(({ trouble }) => trouble !== null);
  return (
    <ul className="check">
      {[...wrong, ...inOrder].map((check) => (
        <Row key={`${check.topic} ${check.subject} ${check.found}`} {...check} />
      ))}
    </ul>
  );
}

const Row = ({ topic, subject, found, trouble }: Check): ReactElement => (
  <li>
    <Icon name={trouble ? 'warn' : 'check'} className={trouble ? 'warn' : 'ok'} />
    <div>
      <div className="small ink2">
        <span className="vh">{trouble ? t('Look here:') : t('In order:')} </span>
        {t(called[topic])}
        {subject !== null && <>: {topic === 'part' ? retell(subject) : subject}</>}
      </div>
      <div className={trouble ? 'strong' : ''}>{retell(found)}</div>
      {trouble && (
        <>
          <div className="small ink2">{retell(trouble.effect)}</div>
          <div className="small">{retell(trouble.action)}</div>
        </>
      )}
    </div>
  </li>
);
