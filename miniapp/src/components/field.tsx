/** A labelled field: one line, or a text that grows. What is wrong with it stands right under it. */
import { Input, Textarea, View } from '@tarojs/components';
import './field.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly wrong?: string | null;
  readonly kind?: 'text' | 'password' | 'phone' | 'long' | 'search';
  readonly most?: number;
  readonly isOff?: boolean;
  readonly onDone?: () => void;
  readonly testid: string;
}

export function Field({ label, value, onChange, hint = '', wrong = null, kind = 'text', most = 200, isOff = false, onDone, testid }: Props) {
  const shared = {
    value,
    placeholder: hint,
    maxlength: most,
    disabled: isOff,
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    'aria-label': label,
    'data-testid': testid,
  };
  return (
    <View className={`field${wrong === null ? '' : ' is-wrong'}${isOff ? ' is-off' : ''}`}>
      <View className="field-label">{label}</View>
      {kind === 'long' ? (
        <Textarea className="field-box is-long" autoHeight cursorSpacing={120} {...shared} />
      ) : (
        <Input
          className="field-box"
          password={kind === 'password'}
          type={kind === 'phone' ? 'number' : 'text'}
          confirmType={kind === 'search' ? 'search' : 'done'}
          cursorSpacing={120}
          {...(onDone === undefined ? {} : { onConfirm: onDone })}
          {...shared}
        />
      )}
      {wrong === null ? null : (
        <View className="field-wrong" {...{ role: 'alert' }}>
          {wrong}
        </View>
      )}
    </View>
  );
}
