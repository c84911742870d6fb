/** A labelled field: one line, or a text that grows. What is wrong with it stands right under it. */
import { Input, Textarea, View } from '@tarojs/components';
import { tooLongWords } from './act-words.js';
import './field.css';
import { useSurroundings } from './surroundings.js';

const UNCUT = 1_000_000;

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
  const { named } = useSurroundings();
  // A long text is never cut under the hand of who pastes it: what is too much is said.
  const said = wrong ?? (kind === 'long' ? tooLongWords(value, most) : null);
  const shared = {
    value,
    placeholder: hint,
    maxlength: kind === 'long' ? UNCUT : most,
    disabled: isOff,
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    ...named(label),
    'data-testid': testid,
  };
  return (
    <View className={`field${said === null ? '' : ' is-wrong'}${isOff ? ' is-off' : ''}`}>
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
      {said === null ? null : (
        <View className="field-wrong" {...{ role: 'alert' }}>
          {said}
        </View>
      )}
    </View>
  );
}
