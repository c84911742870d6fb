/** The page around every step of an import: where one stands, and the one main button at the bottom with what it still needs. */
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Me } from '../../../../core/contract/session.js';
import { RoomBar } from '../../components/room-bar.js';
import { Screen } from '../../components/screen.js';
import { signOut } from '../../hooks/use-me.js';

const STEPS = ['1 选文件', '2 核对', '3 完成'];

interface Props {
  readonly me: Me;
  readonly at: 0 | 1 | 2;
  readonly children: ReactNode;
  /** The main button of the step. */
  readonly foot?: ReactNode;
  /** Why the button does nothing yet; null: it does. */
  readonly missing?: string | null;
}

export function Frame({ me, at, children, foot = null, missing = null }: Props) {
  const act =
    foot === null ? null : (
      <>
        {missing === null ? null : (
          <View className="import-missing" {...{ 'data-testid': 'missing' }}>
            {missing}
          </View>
        )}
        {foot}
      </>
    );
  return (
    <Screen title="导入台账" bar={<RoomBar me={me} here="import" onSignOut={signOut} />} foot={act} isWide>
      <View className="import-steps" {...{ role: 'list', 'aria-label': `第 ${at + 1} 步，共 3 步` }}>
        {STEPS.map((words, index) => (
          <View key={words} className={`import-step${index === at ? ' is-here' : ''}`} {...{ role: 'listitem' }}>
            {words}
          </View>
        ))}
      </View>
      {children}
    </Screen>
  );
}
