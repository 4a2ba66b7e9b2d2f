import { createContext, useContext } from 'react';
import type { ControlClient } from '../client/control-client.ts';
import type { Imports } from '../models/imports.ts';
import type { OfficeStream } from './office-stream.ts';

interface Office {
  readonly client: ControlClient;
  readonly stream: OfficeStream;
  readonly imports: Imports;
}

/** What app/main.tsx opened, for the components below it. */
export const OfficeContext = createContext<Office | null>(null);

export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (!office) throw new Error('a component was rendered outside OfficeContext');
  return office;
}
