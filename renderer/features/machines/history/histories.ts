import { createContext } from 'react';
import type { MachineHistory } from '../../../../contract/activity.ts';

/** What the map asked once for all of its rows. */
export const HistoriesOnMap = createContext<readonly MachineHistory[]>([]);
