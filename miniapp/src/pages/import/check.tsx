/** Step 2: what was understood, every fault with its place, the names to decide on and the differences to accept. */
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { ImportDone, ImportPreview } from '../../../../core/contract/import.js';
import { api, bytesOf } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { useErrand } from '../../hooks/use-errand.js';
import { giveFile } from '../../platform.js';
import { type Choices, askedNames, commitBody, commitMissing, changedTasks } from './decisions.js';
import { Faults } from './faults.js';
import { NamesToDecide } from './names.js';
import { ReadTasks } from './read-tasks.js';

interface Props {
  readonly preview: ImportPreview;
  readonly onDone: (done: ImportDone) => void;
  readonly onAgain: () => void;
}

const COUNTS: readonly (readonly [keyof ImportPreview['counts'], string])[] = [
  ['findings', '反馈问题'],
  ['tasks', '整改任务'],
  ['units', '单位'],
  ['people', '人员'],
];

function newWords(preview: ImportPreview): string {
  const units = preview.units.filter((unit) => !unit.known).map((unit) => unit.name);
  const people = preview.people.filter((person) => !person.known && !person.ask).map((person) => person.name);
  const parts = [
    units.length === 0 ? '' : `新单位 ${units.length} 个：${units.join('、')}。`,
    people.length === 0 ? '' : `新人员 ${people.length} 位：${people.join('、')}。`,
  ];
  return parts.join('') || '单位和人员都已在系统里。';
}

function Understood({ preview }: { readonly preview: ImportPreview }) {
  const about = [preview.inspectedUnitName, `反馈日 ${preview.feedbackDay}`].filter((words) => words !== null).join(' · ');
  return (
    <Section title={preview.fileName}>
      <View>{preview.roundName}</View>
      <View className="import-side">{about}</View>
      <View className="import-counts">
        {COUNTS.map(([name, words]) => (
          <View key={name} className="import-count">
            <Text className="import-figure">{String(preview.counts[name])}</Text>
            <Text>{words}</Text>
          </View>
        ))}
      </View>
      <View className="import-side">{newWords(preview)}</View>
    </Section>
  );
}

export function Check({ preview, onDone, onAgain }: Props) {
  const [choices, setChoices] = useState<Choices>({});
  const [accepts, setAccepts] = useState(false);
  const errand = useErrand();
  const changed = changedTasks(preview);
  const missing = commitMissing(preview, choices, accepts);
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
  return (
    <>
      <Understood preview={preview} />
      {preview.faults.length === 0 ? null : <Faults faults={preview.faults} onDownload={download} />}
      {preview.warnings.map((words) => (
        <Said key={words} look="care" words={words} />
      ))}
      <NamesToDecide names={askedNames(preview)} choices={choices} onChoose={(name, id) => setChoices({ ...choices, [name]: id })} />
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
      {missing === null || preview.state === 'unchanged' ? null : <View className="import-missing">{missing}</View>}
      <View className="import-buttons">
        {preview.state === 'unchanged' || preview.state === 'committed' ? null : (
          <Button words="确认入库" look="main" isOff={missing !== null} busy={errand.isBusy ? '正在入库' : null} onPress={commit} testid="commit" />
        )}
        <Button words="换一个文件" onPress={onAgain} testid="again" />
      </View>
    </>
  );
}
