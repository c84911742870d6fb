/** One window to add or to change. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { WindowLine, WindowRoom } from '../../../../core/contract/window.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Choice } from '../../components/choice.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { draftOf, missingOf, NEW_WINDOW, savedOf, staffIn, type WindowDraft } from './window-draft.js';

interface Props {
  readonly room: WindowRoom;
  /** Null: a new one. */
  readonly window: WindowLine | null;
  readonly onSaved: (room: WindowRoom) => void;
  readonly onClose: () => void;
}

const NOBODY = { id: '', words: '按督办角色（单位的责任领导）' };

export function EditWindow({ room, window, onSaved, onClose }: Props) {
  const [draft, setDraft] = useState<WindowDraft>(window === null ? NEW_WINDOW : draftOf(window));
  const errand = useErrand();
  const change = (part: Partial<WindowDraft>) => setDraft((before) => ({ ...before, ...part }));
  const known = window?.staff ?? [];
  const linked = staffIn(draft.staff, room.people, known).filter(({ personId }) => personId !== null);
  const missing = missingOf(draft);
  const people = [NOBODY, ...room.people];
  const save = () =>
    void errand.run(async (requestId) => {
      const content = { requestId, ...savedOf(draft, room.people, known) };
      onSaved(window === null ? await api.addWindow(content) : await api.changeWindow(window.id, content));
      return null;
    }, '您填的内容还在');
  return (
    <Sheet title={window === null ? '添加窗口' : `修改“${window.name}”`} onClose={onClose}>
      <Field label="窗口名称" value={draft.name} most={40} hint="如：3 号窗口 · 社保" onChange={(name) => change({ name })} testid="window-name" />
      <Choice label="所属单位" options={room.units} chosen={draft.unitId} onChoose={(unitId) => change({ unitId })} testid="window-unit" />
      <Choice
        label="差评处理人（负责回访和整改，不能是被评价人）"
        options={people}
        chosen={draft.handlerId ?? ''}
        onChoose={(id) => change({ handlerId: id === '' ? null : id })}
        testid="window-handler"
      />
      <Choice
        label="责任领导（超期时告知）"
        options={people}
        chosen={draft.leaderId ?? ''}
        onChoose={(id) => change({ leaderId: id === '' ? null : id })}
        testid="window-leader"
      />
      <Field
        label="窗口人员（一人一行：工号 姓名）"
        kind="long"
        most={2000}
        hint="012 李丽"
        value={draft.staff}
        onChange={(staff) => change({ staff })}
        testid="window-staff"
      />
      {linked.length === 0 ? null : (
        <View className="window-side">{`已对应到系统用户：${linked.map(({ name }) => name).join('、')}。他们看不到评价人的电话，也不处理自己的差评。`}</View>
      )}
      <Field
        label="办理事项（一行一项，可不填）"
        kind="long"
        most={2000}
        hint="社保登记"
        value={draft.services}
        onChange={(services) => change({ services })}
        testid="window-services"
      />
      <Chips
        label="是否启用"
        chips={[
          { id: 'on', words: '启用' },
          { id: 'off', words: '停用（不再接受评价）' },
        ]}
        chosen={[draft.active ? 'on' : 'off']}
        onTap={(id) => change({ active: id === 'on' })}
      />
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="wrong" />}
      <View {...{ 'data-testid': 'missing' }}>{missing ?? ''}</View>
      <Button words="保存窗口" look="main" isOff={missing !== null} busy={errand.isBusy ? '正在保存' : null} onPress={save} testid="save-window" />
    </Sheet>
  );
}
