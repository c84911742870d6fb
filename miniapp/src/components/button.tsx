/** A button that says what happens. `main` is the one of its screen; `danger` destroys. While busy it takes no second tap. */
import { Text } from '@tarojs/components';
import './button.css';
import { Press } from './press.js';

interface Props {
  readonly words: string;
  readonly onPress: () => void;
  readonly look?: 'main' | 'plain' | 'danger' | 'quiet';
  readonly isOff?: boolean;
  /** Says what is going on instead of the words. */
  readonly busy?: string | null;
  readonly testid?: string;
}

export function Button({ words, onPress, look = 'plain', isOff = false, busy = null, testid }: Props) {
  const off = isOff || busy !== null;
  return (
    <Press className={`button is-${look}${off ? ' is-off' : ''}`} onPress={onPress} isOff={off} testid={testid}>
      <Text>{busy ?? words}</Text>
    </Press>
  );
}
