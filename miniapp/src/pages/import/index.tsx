/** 导入: 1 选文件, 2 核对, 3 完成 and 开始督办. Nothing is sent before the office has seen who gets what. */
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { ImportDone } from '../../../../core/contract/import.js';
import { Screen } from '../../components/screen.js';
import { useMe } from '../../hooks/use-me.js';
import { Check } from './check.js';
import { Choose } from './choose.js';
import './index.css';
import type { Reading } from './reading.js';
import { Start } from './start.js';

export default function ImportPage() {
  const me = useMe();
  const asked = useRouter().params['start'];
  const [reading, setReading] = useState<Reading | null>(null);
  const [done, setDone] = useState<ImportDone | null>(null);
  if (me === null) return <Screen title="导入台账">{null}</Screen>;
  const roundId = done?.roundId ?? asked ?? null;
  if (roundId !== null) return <Start me={me} roundId={roundId} imported={done?.words ?? null} />;
  if (reading === null) return <Choose me={me} onRead={setReading} />;
  // Read anew, it is decided anew.
  return <Check key={reading.preview.id} me={me} reading={reading} onReread={setReading} onDone={setDone} onAgain={() => setReading(null)} />;
}
