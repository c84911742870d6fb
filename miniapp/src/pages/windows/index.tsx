/** 服务窗口: kept by the office; whoever works at them finds the codes to show here. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { WindowLine, WindowRoom } from '../../../../core/contract/window.js';
import { api, bytesOf } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { useErrand } from '../../hooks/use-errand.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { giveFile, pickWorkbook } from '../../platform.js';
import { Codes } from './codes.js';
import { EditWindow } from './edit-window.js';
import { QueueKey, Rules } from './rules.js';
import './index.css';

interface CardProps {
  readonly window: WindowLine;
  readonly mayEdit: boolean;
  readonly onEdit: () => void;
  readonly onCodes: () => void;
}

function WindowCard({ window, mayEdit, onEdit, onCodes }: CardProps) {
  const { name, unitName, handlerName, staff, services, active } = window;
  return (
    <Section title={active ? name : `${name}（已停用）`}>
      <View>{unitName}</View>
      <View className={handlerName === null ? 'window-missing' : 'window-side'}>
        {handlerName === null ? '没有差评处理人，差评将转巡察办。请点“修改”选择。' : `差评处理人：${handlerName}`}
      </View>
      <View className="window-side">{staff.length === 0 ? '还没有窗口人员' : `人员：${staff.map((one) => one.name).join('、')}`}</View>
      {services.length === 0 ? null : <View className="window-side">{`事项：${services.join('、')}`}</View>}
      <View className="window-buttons">
        {active ? <Button words="评价码" onPress={onCodes} testid={`codes-${name}`} /> : null}
        {mayEdit ? <Button words="修改" onPress={onEdit} testid={`edit-${name}`} /> : null}
      </View>
    </Section>
  );
}

/** Opened over the list: a window to edit, null for a new one, or its codes. */
type Over = { readonly kind: 'edit'; readonly id: string | null } | { readonly kind: 'codes'; readonly id: string } | null;

function Overlay({
  over,
  room,
  onSaved,
  onChanged,
  onClose,
}: {
  readonly over: Exclude<Over, null>;
  readonly room: WindowRoom;
  readonly onSaved: (room: WindowRoom) => void;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}) {
  const window = room.windows.find(({ id }) => id === over.id) ?? null;
  if (over.kind === 'edit') return <EditWindow room={room} window={window} onSaved={onSaved} onClose={onClose} />;
  return window === null ? null : <Codes window={window} mayEdit={room.mayEdit} onChanged={onChanged} onClose={onClose} />;
}

export default function WindowsPage() {
  const me = useMe();
  const list = useLoaded({ name: 'windows', load: api.windows });
  const [over, open] = useState<Over>(null);
  const printing = useErrand();
  const importing = useErrand();
  const room = list.value;
  if (me === null) return <Screen title="服务窗口">{null}</Screen>;
  const print = () =>
    void printing.run(async () => {
      await giveFile(await bytesOf('/api/windows/sheets'), '窗口评价码.docx');
      return '已生成，每个窗口一页 A5。';
    });
  const bring = () =>
    void importing.run(async (requestId) => {
      const file = await pickWorkbook();
      if (file === null) return null;
      const { room: imported, words } = await api.importWindows(file, { requestId });
      list.put(imported);
      return words;
    });
  return (
    <Screen
      title="服务窗口"
      bar={<RoomBar me={me} here="windows" onSignOut={signOut} />}
      foot={
        room?.mayEdit === true ? <Button words="添加窗口" look="main" onPress={() => open({ kind: 'edit', id: null })} testid="add-window" /> : null
      }
    >
      <NotLoaded of={list} />
      {room === null && list.isLoading ? <Empty words="正在打开服务窗口" /> : null}
      {room?.windows.length === 0 ? <Empty words="还没有服务窗口。添加窗口后，打印二维码贴在窗口上，群众扫码就能评价。" /> : null}
      {room !== null && room.mayEdit && room.windows.some(({ active }) => active) ? (
        <View className="window-print">
          <Button words="打印全部窗口的评价码（Word，A5）" busy={printing.isBusy ? '正在生成' : null} onPress={print} testid="print-all" />
        </View>
      ) : null}
      {printing.wrong === null ? null : <Said look="wrong" words={printing.wrong} />}
      {printing.done === null ? null : <Said look="done" words={printing.done} />}
      {room?.mayEdit === true ? (
        <View className="window-print">
          <Button words="从表格导入窗口（.xlsx、.csv）" busy={importing.isBusy ? '正在导入' : null} onPress={bring} testid="import-windows" />
          {importing.wrong === null ? null : <Said look="wrong" words={importing.wrong} testid="import-wrong" />}
          {importing.done === null ? null : <Said look="done" words={importing.done} testid="imported" />}
        </View>
      ) : null}
      {room?.windows.map((window) => (
        <WindowCard
          key={window.id}
          window={window}
          mayEdit={room.mayEdit}
          onEdit={() => open({ kind: 'edit', id: window.id })}
          onCodes={() => open({ kind: 'codes', id: window.id })}
        />
      ))}
      {room?.mayEdit === true ? <Rules key={JSON.stringify(room.rules)} room={room} onSaved={list.put} /> : null}
      {room?.mayEdit === true ? <QueueKey room={room} /> : null}
      {over === null || room === null ? null : (
        <Overlay
          over={over}
          room={room}
          onChanged={list.reload}
          onClose={() => open(null)}
          onSaved={(saved) => {
            list.put(saved);
            open(null);
          }}
        />
      )}
    </Screen>
  );
}
