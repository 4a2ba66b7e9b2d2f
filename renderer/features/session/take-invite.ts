/**
 * The code of an invite, when the address is one's (/i#M4TK-…); empty: the code is gone from it. Null: it is another address.
 * It is taken out of the address at once, so that it stays in no history and on no screen.
 */
export function takeInvite(
  location: Pick<Location, 'pathname' | 'hash'>,
  history: Pick<History, 'replaceState'>,
): string | null {
  if (location.pathname !== '/i') return null;
  const token = location.hash.slice(1);
  if (token !== '') history.replaceState(null, '', '/i');
  return token;
}
