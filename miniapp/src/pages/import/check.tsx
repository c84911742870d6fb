/** Step 2: what was understood, every fault with its place, the names to decide on and the differences to accept. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { ImportDone } from '../../../../core/contract/import.js';
import type { Me } from '../../../../core/contract/session.js';
import { api, bytesOf } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { useErrand } from '../../hooks/use-errand.js';
import { giveFile } from '../../platform.js';
import { type Choices, askedNames, asRead, commitBody, commitMissing, changedTasks } from './decisions.js';
import { Faults } from './faults.js';
import { Frame } from './frame.js';
import { NamesToDecide } from './names.js';
import { ReadTasks } from './read-tasks.js';
import type { Reading } from './reading.js';
import { Understood } from './understood.js';

interface Props {
  readonly me: Me;
  readonly reading: Reading;
  readonly onReread: (reading: Reading) => void;
  readonly onDone: (done: ImportDone) => void;
  readonly onAgain: () => void;
}

export function Check({ me, reading, onReread, onDone, onAgain }: Props) {
  const { preview } = reading;
  const [choices, setChoices] = useState<Choices>({});
  const [accepts, setAccepts] = useState(false);
  const [said, say] = useState(asRead(preview));
  const errand = useErrand();
  const changed = changedTasks(preview);
  const missing = commitMissing(preview, choices, accepts, said);
  const download = () =>
    void errand.run(async () => {
      await giveFile(await bytesOf(`/api/imports/${preview.id}/marked`), '台账（已标出问题）.xlsx');
      return null;
    });
  const commit = () =>
    void errand.run(async (requestId) => {
      onDone(await api.commitImport(preview.id, commitBody(choices, accepts, requestId)));
      return null;
    }, '核对的内容还在，系统里的台账没有变化');
  const isOpen = preview.state === 'ready' || preview.state === 'faulty';
  return (
    <Frame
      me={me}
      at={1}
      missing={isOpen ? missing : null}
      foot={
        isOpen ? (
          <Button words="确认入库" look="main" isOff={missing !== null} busy={errand.isBusy ? '正在入库' : null} onPress={commit} testid="commit" />
        ) : null
      }
    >
      {preview.faults.length === 0 ? null : <Faults faults={preview.faults} onDownload={download} />}
      <Understood reading={reading} said={said} onSay={say} onReread={onReread} />
      {preview.warnings.map((words) => (
        <Said key={words} look="care" words={words} />
      ))}
      <NamesToDecide names={askedNames(preview)} choices={choices} onChoose={setChoices} />
      {changed.length === 0 ? null : (
        <Section title={`与系统里不同的任务 ${changed.length}`}>
          {changed.map((task) => (
            <View key={`${task.sheet}${task.row}`} className="import-change">
              <View>{task.measure}</View>
              {task.changes.map((words) => (
                <View key={words} className="import-side">
                  {words}
                </View>
              ))}
            </View>
          ))}
          <Chips
            label="接受差异"
            chips={[{ id: 'accept', words: '以上差异都按新台账修改' }]}
            chosen={accepts ? ['accept'] : []}
            onTap={() => setAccepts(!accepts)}
          />
        </Section>
      )}
      <ReadTasks tasks={preview.tasks} />
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="wrong" />}
      {preview.state === 'unchanged' ? <Said look="note" words="这份台账和系统里的完全一样，没有要改的。" testid="unchanged" /> : null}
      <Button words="换一个文件" onPress={onAgain} testid="again" />
    </Frame>
  );
}
