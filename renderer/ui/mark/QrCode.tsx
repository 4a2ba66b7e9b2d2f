import { useMemo, type ReactElement } from 'react';
import { renderSVG } from 'uqr';

interface Props {
  readonly text: string;
  /** What a phone finds in it, for people who do not see it. */
  readonly label: string;
}

/** A code for a phone's camera: dark on white in both themes, as cameras want it, with its quiet zone. */
export function QrCode({ text, label }: Props): ReactElement {
  const svg = useMemo(
    () => renderSVG(text, { ecc: 'M', border: 2, blackColor: '#16191d', whiteColor: '#fff' }),
    [text],
  );
  return <img className="qr" alt={label} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />;
}
