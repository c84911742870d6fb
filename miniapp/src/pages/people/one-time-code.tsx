/** The button that makes a person's one-time code, and the code in its place. */
import type { OneTimeCode as Code } from '../../../../core/contract/person.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { useErrand } from '../../hooks/use-errand.js';
import { CodeBox } from './code-box.js';

interface Props {
  readonly personId: string;
  readonly code: Code | null;
  readonly onCode: (code: Code) => void;
  readonly isAlone?: boolean;
}

export function OneTimeCode({ personId, code, onCode, isAlone = true }: Props) {
  const making = useErrand();
  const make = () =>
    void making.run(async () => {
      onCode(await api.codeFor(personId));
      return null;
    });
  return (
    <>
      {making.wrong === null ? null : <Said look="wrong" words={making.wrong} />}
      {code === null ? null : <CodeBox key={code.code} code={code} isAlone={isAlone} />}
      <Button words={code === null ? '生成口令' : '重新生成口令'} busy={making.isBusy ? '正在生成' : null} onPress={make} testid="make-code" />
    </>
  );
}
