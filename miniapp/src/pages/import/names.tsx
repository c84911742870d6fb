/** Two people with one name are asked about, never merged silently. */
import { View } from '@tarojs/components';
import type { ImportPreview } from '../../../../core/contract/import.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Section } from '../../components/section.js';
import { type Choices, NEW_PERSON, namesWords, restAsNew, undecided } from './decisions.js';

interface Props {
  readonly names: ImportPreview['people'];
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
}

const whereWords = (units: readonly string[]): string =>
  units.length === 0 ? '台账里没有写这个人的单位。' : `台账里这个人在：${units.join('、')}。`;

export function NamesToDecide({ names, choices, onChoose }: Props) {
  if (names.length === 0) return null;
  const open = undecided(names, choices).length;
  return (
    <Section title={namesWords(names)}>
      {open < 2 ? null : (
        <Button
          words={open === names.length ? `全部 ${open} 处作为新人员添加` : `其余 ${open} 处作为新人员添加`}
          onPress={() => onChoose(restAsNew(names, choices))}
          testid="rest-as-new"
        />
      )}
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
            onTap={(id) => onChoose({ ...choices, [person.name]: id })}
          />
        </View>
      ))}
    </Section>
  );
}
