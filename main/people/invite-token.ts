/** The secret of an invite, as people read it: four groups of four. */

/** "M4TK92QX7HJD3KWP" → "M4TK-92QX-7HJD-3KWP" */
export const formatInvite = (secret: string): string => secret.match(/.{4}/g)?.join('-') ?? secret;

/** As a person may have typed it: small letters, blanks, an O for a 0. */
export const readInvite = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
