/** What a page says where its answer did not come: again where it may come yet, else a way out. Nothing while all is well. */
import { Button } from './button.js';
import { Said } from './said.js';
import { goBack } from './go-back.js';

/** How an answer of the service that a page waits for fares. */
export interface Fares {
  /** In three parts; null while all is well. */
  readonly wrong: string | null;
  /** Asking once more would be refused once more. */
  readonly isRefused: boolean;
  readonly reload: () => void;
}

interface Props {
  readonly of: Fares;
  /** `care` where what was seen before still stands below. */
  readonly look?: 'wrong' | 'care';
  readonly testid?: string;
}

export function NotLoaded({ of: { wrong, isRefused, reload }, look = 'wrong', testid = 'not-loaded' }: Props) {
  if (wrong === null) return null;
  return (
    <Said look={look} words={wrong} testid={testid}>
      {isRefused ? <Button words="返回" onPress={goBack} testid="way-out" /> : <Button words="重试" onPress={reload} testid="retry" />}
    </Said>
  );
}
