import type { ReactElement } from 'react';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';

/** How to read the map. */
export const MapLegend = ({ marginBytes }: { readonly marginBytes: number }): ReactElement => (
  <ul className="legend" aria-label="How to read the map">
    <li>
      <i className="sw w" />
      Weights
    </li>
    <li>
      <i className="sw k" />
      Conversation memory
    </li>
    <li className="ink3 m8">
      <i className="slot on" />
      <i className="slot" />
      in use, open
    </li>
    <li>
      <i className="sw o" />
      Working space
    </li>
    <li>
      <i className="sw x" />
      Other programs
    </li>
    <li>
      <i className="sw f" />
      Free
    </li>
    <li>
      <i className="lim" />
      Limit: models stay left of it, {bytesInWords(marginBytes)} margin
    </li>
  </ul>
);
