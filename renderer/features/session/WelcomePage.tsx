import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactElement, type ReactNode } from 'react';
import { InviteView, Session } from '../../../contract/people.ts';
import { problem, ProblemError, toProblem } from '../../../contract/problem.ts';
import { useOffice } from '../../data/office-context.ts';
import { useCall } from '../../data/use-call.ts';
import { BrandMark } from '../../ui/BrandMark.tsx';
import { formatUntil } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
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
      if (token === '') throw gone;
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
        Looking at the invite
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
      <h1>Welcome, {name}</h1>
      <p className="lead">
        {office} has its own AI, on its own PCs. You can chat with it in this browser; what you write stays in the
        office, and your conversations are yours alone.
      </p>
      {role === 'admin' && (
        <p className="lead">You are invited as an admin: with the admin password you can change things, too.</p>
      )}
      <p className="acts">
        <button type="button" className="btn primary" disabled={send.running} onClick={accept}>
          Start chatting
        </button>
      </p>
      <ProblemNote problem={send.problem} />
      <p className="small ink3 acts">
        Works once, in one browser, until {formatUntil(expiresAt, now)}. You stay signed in here.
      </p>
    </Frame>
  );
}

const gone = new ProblemError(
  problem('invite_invalid', 'The invite is not in the address any more.', {
    effect: 'It is read once and taken out, so that nobody finds it there.',
    action: 'Open the link, or point the phone at the code, again.',
  }),
);

function NotInvited({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactElement {
  const { code, message, effect, action } = toProblem(error);
  return (
    <Frame office="AIvailable">
      <h1>{message}</h1>
      <p className="lead">{effect}</p>
      <p className="lead strong ink">{action}</p>
      {code !== 'invite_invalid' && (
        <p className="acts">
          <button type="button" className="btn primary" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </Frame>
  );
}

const Frame = ({ office, children }: { readonly office: string; readonly children: ReactNode }): ReactElement => (
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
