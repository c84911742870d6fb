/** 督办规则: who is reminded when, in plain words; changed here, tried out before it is saved, every version kept. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { PolicyRoom } from '../../../../core/contract/policy.js';
import type { Me } from '../../../../core/contract/session.js';
import { WATCHES } from '../../../../core/notice/policy-words.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { rulesIn, withLadder, withoutException, withRules } from './draft.js';
import { ChainSection } from './chain-section.js';
import { Figures, General } from './figures.js';
import { ForecastSection } from './forecast.js';
import './index.css';
import { LadderSection } from './ladder-section.js';
import { SaveSheet } from './save-sheet.js';
import { AddException, Scope } from './scope.js';
import { type PolicyDraft, usePolicyDraft } from './use-policy-draft.js';
import { Versions } from './versions.js';

const LATE_WORDS = '逾期后每到一级，责任人和前面各级也会同时收到。';

interface Props {
  readonly me: Me;
  readonly room: PolicyRoom;
  readonly wrong: string | null;
  readonly put: (room: PolicyRoom) => void;
  readonly reload: () => void;
}

function Editor({ me, room, wrong, put, reload }: Props) {
  const policy = usePolicyDraft(room, put, reload);
  const { book, place, words, faults, changes, edit, setPlace } = policy;
  const [sheet, show] = useState<'save' | 'add' | null>(null);
  const rules = rulesIn(book, place);
  const close = () => show(null);
  const removeException = () => {
    edit(withoutException(book, place));
    setPlace(null);
  };
  return (
    <Screen
      title="督办规则"
      bar={<RoomBar me={me} here="policies" onSignOut={signOut} />}
      foot={changes.length === 0 ? null : <Button words={`保存 ${changes.length} 处修改`} look="main" onPress={() => show('save')} testid="save" />}
    >
      {wrong === null ? null : <Said look="wrong" words={wrong} />}
      {room.broken === null ? null : <Said look="wrong" words={room.broken} testid="broken" />}
      <Scope book={book} place={place} words={words} onChoose={setPlace} />
      <View className="policy-buttons">
        <Button words="增加例外" onPress={() => show('add')} testid="add-exception" />
        {place === null ? null : <Button words="删除这条例外" look="danger" onPress={removeException} testid="remove-exception" />}
      </View>
      <View className="policy-side">{LATE_WORDS}</View>
      {WATCHES.map((watch) => (
        <LadderSection
          key={`${place ?? ''}-${watch}-${room.version}-${policy.turn}`}
          watch={watch}
          place={place}
          ladder={rules.ladders[watch]}
          faults={faults}
          onChange={(ladder) => edit(withRules(book, place, withLadder(rules, watch, ladder)))}
        />
      ))}
      <ChainSection place={place} rules={rules} faults={faults} onChange={(changed) => edit(withRules(book, place, changed))} />
      <Figures place={place} rules={rules} faults={faults} onChange={(workdaysFor) => edit(withRules(book, place, { ...rules, workdaysFor }))} />
      {place === null ? <General base={book.base} faults={faults} onChange={(base) => edit({ ...book, base })} /> : null}
      <TryOut policy={policy} />
      {policy.said === null ? null : <Said look="done" words={policy.said} testid="saved" />}
      <Versions room={room} isEditing={policy.isEditing} onRestored={policy.settled} />
      {sheet === 'save' ? (
        <SaveSheet changes={changes} saving={policy.saving} onSave={() => void policy.save().then((isSaved) => isSaved && close())} onClose={close} />
      ) : null}
      {sheet === 'add' ? (
        <AddException
          room={room}
          book={book}
          onClose={close}
          onAdd={(scope, name) => {
            policy.addException(scope, name);
            close();
          }}
        />
      ) : null}
    </Screen>
  );
}

function TryOut({ policy }: { readonly policy: PolicyDraft }) {
  const { faults, forecast, trying, tryIt, drop, isEditing } = policy;
  const isWrong = faults.length > 0;
  return (
    <>
      {trying.wrong === null ? null : <Said look="wrong" words={trying.wrong} testid="try-wrong" />}
      {forecast === null ? null : <ForecastSection forecast={forecast} />}
      {isWrong ? <Said look="wrong" words={`还有 ${faults.length} 处要改，改好后才能试算和保存。`} testid="faults" /> : null}
      <View className="policy-buttons">
        {isWrong ? null : <Button words="试算今后 7 天" busy={trying.isBusy ? '正在试算' : null} onPress={tryIt} testid="try" />}
        {isEditing ? <Button words="放弃修改" onPress={drop} testid="drop" /> : null}
      </View>
    </>
  );
}

export default function PoliciesPage() {
  const me = useMe();
  const room = useLoaded({ name: 'policies', load: api.policies });
  if (me !== null && room.value !== null) return <Editor me={me} room={room.value} wrong={room.wrong} put={room.put} reload={room.reload} />;
  return (
    <Screen title="督办规则" bar={me === null ? null : <RoomBar me={me} here="policies" onSignOut={signOut} />}>
      <NotLoaded of={room} />
      {room.isLoading ? <Empty words="正在打开督办规则" /> : null}
    </Screen>
  );
}
