import { Select as Base } from '@base-ui/react/select';
import type { ReactElement } from 'react';
import { Icon } from '../mark/Icon.tsx';

interface Choice<T extends string> {
  readonly value: T;
  readonly text: string;
  /** Under it in the list: what speaks against it. */
  readonly detail?: string | undefined;
}

interface Props<T extends string> {
  /** Of the element that names it. */
  readonly labelledBy?: string;
  /** Its name, where nothing on the page says it. */
  readonly label?: string;
  readonly describedBy?: string;
  readonly value: T | null;
  readonly options: readonly Choice<T>[];
  readonly placeholder?: string;
  readonly small?: boolean;
  readonly onChange: (value: T) => void;
}

/** One choice of many. */
export const Select = <T extends string>(props: Props<T>): ReactElement => {
  const { labelledBy, label, describedBy, value, options, placeholder, small = false, onChange } = props;
  return (
    <Base.Root<T>
      items={options.map((one) => ({ value: one.value, label: one.text }))}
      value={value}
      onValueChange={(chosen) => chosen !== null && onChange(chosen)}
    >
      <Base.Trigger
        className={`in sel ${small ? 's28' : ''}`}
        aria-labelledby={labelledBy}
        aria-label={label}
        aria-describedby={describedBy}
      >
        <Base.Value className="trunc" placeholder={placeholder} />
        <Icon name="down" className="ink3" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="above" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="pop sel-list">
            {options.map((one) => (
              <Base.Item key={one.value} value={one.value} className="sel-item">
                <Base.ItemIndicator className="sel-mark">
                  <Icon name="check" />
                </Base.ItemIndicator>
                <Base.ItemText className="num">{one.text}</Base.ItemText>
                {one.detail && <span className="small ink2 sel-detail">{one.detail}</span>}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
};
