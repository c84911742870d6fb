/** The people themselves, found by words and narrowed to those who cannot sign in yet. */
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { OneTimeCode as Code, PersonDetail } from '../../../../core/contract/person.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Empty } from '../../components/empty.js';
import { Field } from '../../components/field.js';
import { Press } from '../../components/press.js';
import { Said } from '../../components/said.js';
import { AllCodes } from './all-codes.js';
import { cannotSignIn, isFound, missingOf } from './narrow.js';
import { OneTimeCode } from './one-time-code.js';
import { postWords } from './post-words.js';

interface Props {
  readonly people: readonly PersonDetail[];
  /** Said once over all codes; null: nothing. */
  readonly codeWarning: string | null;
  /** Opens on those who cannot sign in. */
  readonly onlyNoAccount: boolean;
  readonly onOpen: (id: string) => void;
}

function PersonRow({ person, onOpen }: { readonly person: PersonDetail; readonly onOpen: () => void }) {
  const notes = [person.taskWords, person.sameName > 1 ? `同名 ${person.sameName} 人` : '', missingOf(person), person.active ? '' : '已停用'];
  return (
    <Press className="people-row" onPress={onOpen} role="link" testid={`person-${person.name}`}>
      <View className="people-row-name">
        <Text>{person.name}</Text>
        <Text className="people-side">{person.unitName ?? '未写单位'}</Text>
      </View>
      {person.posts.length === 0 ? null : <View className="people-side">{person.posts.map(postWords).join('、')}</View>}
      <View className="people-side">{notes.filter((words) => words !== '').join('，')}</View>
    </Press>
  );
}

export function PeopleRows({ people, codeWarning, onlyNoAccount, onOpen }: Props) {
  const [words, setWords] = useState('');
  const [isNarrow, narrow] = useState(onlyNoAccount);
  const [codes, setCodes] = useState<Readonly<Record<string, Code>>>({});
  const [isMany, setMany] = useState(false);
  const keep = (id: string, code: Code) => setCodes((now) => ({ ...now, [id]: code }));
  const searched = people.filter((one) => isFound(one, words.trim()));
  const without = searched.filter(cannotSignIn);
  const shown = isNarrow ? without : searched;
  const clear = () => {
    setWords('');
    narrow(false);
  };
  return (
    <>
      <Field label="查找（姓名、单位或角色）" kind="search" value={words} onChange={setWords} testid="search" />
      {isNarrow || people.some(cannotSignIn) ? (
        <View className="people-turn">
          <Chips
            label="按能否登录筛选"
            chips={[{ id: 'no-account', words: `还不能登录 ${without.length}` }]}
            chosen={isNarrow ? ['no-account'] : []}
            onTap={() => narrow(!isNarrow)}
          />
        </View>
      ) : null}
      {shown.length > 0 ? null : (
        <Empty words={isNarrow && words.trim() === '' ? '所有人都可以登录了。' : '没有找到符合条件的人。'}>
          <Button words="清除筛选" onPress={clear} testid="clear" />
        </Empty>
      )}
      {isNarrow && shown.length > 0 && codeWarning !== null ? <Said look="care" words={codeWarning} testid="code-warning" /> : null}
      {isNarrow && shown.length > 1 ? (
        <AllCodes
          people={shown}
          codes={shown.flatMap(({ id }) => codes[id] ?? [])}
          onCode={(id, code) => {
            setMany(true);
            keep(id, code);
          }}
        />
      ) : null}
      {shown.map((one) => (
        <View key={one.id} className="people-one">
          <PersonRow person={one} onOpen={() => onOpen(one.id)} />
          {isNarrow ? (
            <OneTimeCode
              personId={one.id}
              code={codes[one.id] ?? null}
              isAlone={!isMany}
              onCode={(code) => {
                setMany(false);
                keep(one.id, code);
              }}
            />
          ) : null}
        </View>
      ))}
    </>
  );
}
