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

const whereWords = (units: readonly string[]): string =>
  units.length === 0 ? '台账里没有写这个人的单位。' : `台账里这个人在：${units.join('、')}。`;

export function NamesToDecide({ names, choices, onChoose }: Props) {
  if (names.length === 0) return null;
  return (
    <Section title={`有 ${names.length} 个姓名对得上不止一个人，请选是哪一位`}>
      {names.map((person) => (
        <View key={person.name} className="import-change" {...{ 'data-testid': `name-${person.name}` }}>
          <View>{person.name}</View>
          <View className="import-side">{whereWords(person.units)}</View>
          <Chips
            label={`${person.name}是谁`}
            chips={[
              ...person.candidates.map(({ id, unitName }) => ({ id, words: `就是${unitName ?? '没有写单位'}的这一位` })),
              { id: NEW_PERSON, words: '是另一个人，作为新人员添加' },
            ]}
            chosen={choices[person.name] === undefined ? [] : [choices[person.name] ?? '']}
            onTap={(id) => onChoose(person.name, id)}
          />
        </View>
      ))}
    </Section>
  );
}
