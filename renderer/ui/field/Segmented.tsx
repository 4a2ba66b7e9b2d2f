import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactElement } from 'react';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
}

/** One choice of a few, all in view. */
export const Segmented = <T extends string>({ label, value, options, onChange }: Props<T>): ReactElement => (
  <RadioGroup<T> className="seg" aria-label={label} value={value} onValueChange={(chosen) => onChange(chosen)}>
    {options.map((option) => (
      <Radio.Root
        key={option.value}
        value={option.value}
        nativeButton
        render={(props) => <button type="button" {...props} />}
      >
        {option.text}
      </Radio.Root>
    ))}
  </RadioGroup>
);
