/** 导入: 1 选文件, 2 核对, 3 完成 and 开始督办. Nothing is sent before the office has seen who gets what. */
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { ImportDone, ImportPreview } from '../../../../core/contract/import.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { Check } from './check.js';
import { Choose } from './choose.js';
import './index.css';
import { Start } from './start.js';

const STEPS = ['1 选文件', '2 核对', '3 完成'];

function Steps({ at }: { readonly at: number }) {
  return (
    <View className="import-steps" {...{ role: 'list', 'aria-label': `第 ${at + 1} 步，共 3 步` }}>
      {STEPS.map((words, index) => (
        <View key={words} className={`import-step${index === at ? ' is-here' : ''}`} {...{ role: 'listitem' }}>
          {words}
        </View>
      ))}
    </View>
  );
}

export default function ImportPage() {
  const me = useMe();
  const asked = useRouter().params['start'];
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [done, setDone] = useState<ImportDone | null>(null);
  if (me === null) return <Screen title="导入台账">{null}</Screen>;
  const roundId = done?.roundId ?? asked ?? null;
  const at = roundId !== null ? 2 : preview !== null ? 1 : 0;
  return (
    <Screen title="导入台账" bar={<RoomBar me={me} here="import" onSignOut={signOut} />} isWide>
      <Steps at={at} />
      {done === null ? null : <Said look="done" words={done.words} testid="import-done" />}
      {roundId !== null ? (
        <Start roundId={roundId} />
      ) : preview === null ? (
        <Choose onRead={setPreview} />
      ) : (
        <Check preview={preview} onDone={setDone} onAgain={() => setPreview(null)} />
      )}
    </Screen>
  );
}
