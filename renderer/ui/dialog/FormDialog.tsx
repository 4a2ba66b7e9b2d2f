import type { ComponentProps, ReactElement } from 'react';
import { DialogForm } from './DialogForm.tsx';
import { DialogFrame } from './DialogFrame.tsx';

type Props = ComponentProps<typeof DialogForm> & { readonly onClose: () => void };

/** Asks for something and does it. Rendered while it is open. */
export const FormDialog = ({ onClose, ...form }: Props): ReactElement => (
  <DialogFrame onClose={onClose}>
    <DialogForm {...form} />
  </DialogFrame>
);
