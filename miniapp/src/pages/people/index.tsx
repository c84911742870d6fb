/** 人员: persons and units as the office completes them, and which posts are still empty. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { PeopleList, UnitLine } from '../../../../core/contract/person.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Empty } from '../../components/empty.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Press } from '../../components/press.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { directoryPath } from '../../paths.js';
import { EditPerson } from './edit-person.js';
import { EditUnit } from './edit-unit.js';
import './index.css';
import { PeopleRows } from './people-list.js';

const NEW = 'new';

function UnitRow({ unit, list, onOpen }: { readonly unit: UnitLine; readonly list: PeopleList; readonly onOpen: () => void }) {
  const parent = list.units.find((one) => one.id === unit.parentId);
  const count = list.people.filter((person) => person.unitId === unit.id).length;
  return (
    <Press className="people-row" onPress={onOpen} role="link" testid={`unit-${unit.name}`}>
      <View>{unit.name}</View>
      <View className="people-side">{`${parent === undefined ? '没有上级单位' : `属于${parent.name}`} · ${count} 人`}</View>
    </Press>
  );
}

export default function PeoplePage() {
  const me = useMe();
  const only = useRouter().params['only'];
  const list = useLoaded({ name: 'people', load: api.people });
  const [isUnits, showUnits] = useState(false);
  const [person, editPerson] = useState<string | null>(null);
  const [said, say] = useState('');
  const [unit, editUnit] = useState<UnitLine | null>(null);
  if (me === null) return <Screen title="人员">{null}</Screen>;
  return (
    <Screen
      title="人员"
      bar={<RoomBar me={me} here="people" onSignOut={signOut} />}
      foot={isUnits || list.value === null ? null : <Button words="添加人员" look="main" onPress={() => editPerson(NEW)} testid="add-person" />}
    >
      <NotLoaded of={list} />
      {list.value === null ? (
        list.isLoading ? (
          <Empty words="正在打开人员" />
        ) : null
      ) : (
        <>
          {list.value.gaps.length === 0 || only !== undefined ? null : <Said look="care" words={list.value.gaps.join('\n')} testid="gaps" />}
          {said === '' ? null : <Said look="done" words={said} testid="person-said" />}
          <View className="people-turn">
            <Chips
              label="人员或单位"
              chips={[
                { id: 'people', words: `人员 ${list.value.people.length}` },
                { id: 'units', words: `单位 ${list.value.units.length}` },
              ]}
              chosen={[isUnits ? 'units' : 'people']}
              onTap={(id) => showUnits(id === 'units')}
            />
          </View>
          <Button
            words="从企业微信或钉钉通讯录匹配账号"
            look="quiet"
            onPress={() => void Taro.navigateTo({ url: directoryPath('wecomApp') })}
            testid="to-directory"
          />
          {isUnits ? (
            list.value.units.map((one) => <UnitRow key={one.id} unit={one} list={list.value as PeopleList} onOpen={() => editUnit(one)} />)
          ) : (
            <PeopleRows people={list.value.people} codeWarning={list.value.codeWarning} onlyNoAccount={only === 'no-account'} onOpen={editPerson} />
          )}
          {person === null ? null : (
            <EditPerson
              person={list.value.people.find((one) => one.id === person) ?? null}
              units={list.value.units}
              codeWarning={list.value.codeWarning}
              onSaved={(words) => {
                say(words);
                list.reload();
              }}
              onClose={() => editPerson(null)}
            />
          )}
          {unit === null ? null : <EditUnit unit={unit} units={list.value.units} onSaved={list.reload} onClose={() => editUnit(null)} />}
        </>
      )}
    </Screen>
  );
}
