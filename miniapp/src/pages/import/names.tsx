/** Two people with one name are asked about, never merged silently. */
import { View } from '@tarojs/components';
import type { ImportPreview } from '../../../../core/contract/import.js';
import { Chips } from '../../components/chips.js';
import { Section } from '../../components/section.js';
import { type Choices, NEW_PERSON } from './decisions.js';

interface Props {
  readonly names: ImportPreview['people'];
  readonly choices: Choices;
  readonly onChoose: (name: string, id: string) => void;
}

export function NamesToDecide({ names, choices, onChoose }: Props) {
  if (names.length === 0) return null;
  return (
    <Section title={`请说明是谁 ${names.length}`}>
      {names.map((person) => (
        <View key={person.name} className="import-change" {...{ 'data-testid': `name-${person.name}` }}>
          <View>{`${person.name}（台账里出现在：${person.units.join('、') || '未写单位'}）`}</View>
          <Chips
            label={`${person.name}是谁`}
            chips={[
              ...person.candidates.map(({ id, unitName }) => ({ id, words: `系统里的${person.name}（${unitName ?? '未写单位'}）` })),
              { id: NEW_PERSON, words: '另一个人，新建' },
            ]}
            chosen={choices[person.name] === undefined ? [] : [choices[person.name] ?? '']}
            onTap={(id) => onChoose(person.name, id)}
          />
        </View>
      ))}
    </Section>
  );
}
