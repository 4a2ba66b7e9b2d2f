import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactElement, type ReactNode } from 'react';
import { InviteView, Session } from '../../../contract/people.ts';
import { refuse, toProblem } from '../../../contract/problem.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { useOffice } from '../../data/office/office-context.ts';
import { useCall } from '../../data/client/use-call.ts';
import { BrandMark } from '../../ui/mark/BrandMark.tsx';
import { formatUntil } from '../../ui/text/format.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { useNow } from '../../ui/use-now.ts';

interface Props {
  /** Empty: the page was loaded anew, and the code is gone. */
  readonly token: string;
  /** Called when this browser has a session. */
  readonly onIn: () => void;
}

/** What an invited person sees first: whose invite it is, and the way into the chat; or why it serves no more. */
export function WelcomePage({ token, onIn }: Props): ReactElement {
  const { client } = useOffice();
  const send = useCall();
  const now = useNow();
  const invite = useQuery({
    queryKey: ['invite'],
    queryFn: async ({ signal }) => {
      // Who is in already, and opened the link again, shall not read that it was used.
      const session = await client.ask('/session', Session, { signal }).catch(() => null);
      if (session && !session.atThisPc) return 'in' as const;
      if (token === '') refuseGone();
      return client.ask('/session/invite', InviteView, { method: 'POST', body: { token }, signal });
    },
    staleTime: Infinity,
  });
  const isIn = invite.data === 'in';
  useEffect(() => {
    if (isIn) onIn();
  }, [isIn, onIn]);
  if (invite.error) return <NotInvited error={invite.error} onRetry={() => void invite.refetch()} />;
  if (!invite.data || invite.data === 'in') {
    return (
      <p className="vh" aria-live="polite">
        {t('Looking at the invite')}
      </p>
    );
  }
  const { office, name, role, expiresAt } = invite.data;
  const accept = (): void =>
    send.start(async (signal) => {
      await client.ask('/session/accept', Session, { method: 'POST', body: { token }, signal });
      onIn();
    });
  return (
    <Frame office={office}>
      <h1>{t('Welcome, {{name}}', { name })}</h1>
      <p className="lead">
        {t(
          '{{office}} has its own AI, on its own PCs. You can chat with it in this browser; what you write stays in the office, and your conversations are yours alone.',
          { office },
        )}
      </p>
      {role === 'admin' && (
        <p className="lead">{t('You are invited as an admin: with the admin password you can change things, too.')}</p>
      )}
      <p className="acts">
        <button type="button" className="btn primary" disabled={send.running} onClick={accept}>
          {t('Start chatting')}
        </button>
      </p>
      <ProblemNote problem={send.problem} />
      <p className="small ink3 acts">
        {t('Works once, in one browser, until {{time}}. You stay signed in here.', {
          time: formatUntil(expiresAt, now),
        })}
      </p>
    </Frame>
  );
}

const refuseGone = (): never =>
  refuse('invite_invalid', t('The invite is not in the address any more.'), {
    effect: t('It is read once and taken out, so that nobody finds it there.'),
    action: t('Open the link, or point the phone at the code, again.'),
  });

function NotInvited({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactElement {
  const { code, message, effect, action } = toProblem(error);
  return (
    <Frame>
      <h1>{retell(message)}</h1>
      <p className="lead">{retell(effect)}</p>
      <p className="lead strong ink">{retell(action)}</p>
      {code !== 'invite_invalid' && (
        <p className="acts">
          <button type="button" className="btn primary" onClick={onRetry}>
            {t('Try again')}
          </button>
        </p>
      )}
    </Frame>
  );
}

interface FrameProps {
  readonly office?: string;
  readonly children: ReactNode;
}

const Frame = ({ office = 'AIvailable', children }: FrameProps): ReactElement => (
  <main className="center" id="main">
    <div className="fr">
      <div className="brand">
        <BrandMark />
        <span>{office}</span>
      </div>
      {children}
    </div>
  </main>
);
