/** 消息预览: what each person and group was told and says, as a chat app shows it, for who may read it. Beside it, or instead of it, the phone opens. */
import { View } from '@tarojs/components';
import Taro, { useDidHide, useDidShow, useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import type { Me } from '../../../../core/contract/session.js';
import { addressOf, api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { useErrand } from '../../hooks/use-errand.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { fileIn, MESSAGES, pathIn, WEEK_FILE } from '../../paths.js';
import { isBeside, isFramed, openFile, tellFrame } from '../../platform.js';
import { keepSession } from '../../session.js';
import { deviceStorage } from '../../storage.js';
import './index.css';
import { Room } from './room.js';
import { RoomList } from './room-list.js';

const LOOK_AGAIN_MS = 3_000;
const PERSON = 'person:';
const READ = 'duban.chat.read';

const readRooms = (): Readonly<Record<string, string>> => {
  const kept = deviceStorage.get(READ);
  return typeof kept === 'object' && kept !== null ? (kept as Record<string, string>) : {};
};

/** Asks again while the page is in view, so that what is sent appears by itself. */
function useLookAgain(look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  const isShown = useRef(true);
  useDidShow(() => {
    isShown.current = true;
  });
  useDidHide(() => {
    isShown.current = false;
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (isShown.current) latest.current();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
}

/** By an address somebody passed on: whose page it is, and where their own messages are. */
function OfficeOnly({ me }: { readonly me: Me }) {
  return (
    <Screen title="消息预览" bar={<RoomBar me={me} here="chat" onSignOut={signOut} />}>
      <Empty words="消息预览只有巡察办能看。发给您本人的消息在“督办助手”里，也可以在那里提问。">
        <Button words="打开督办助手" look="main" onPress={() => void Taro.navigateTo({ url: MESSAGES })} testid="to-messages" />
      </Empty>
    </Screen>
  );
}

export default function ChatPage() {
  const me = useMe();
  if (me === null) return <Screen title="消息预览">{null}</Screen>;
  return me.may.chat ? <Preview me={me} /> : <OfficeOnly me={me} />;
}

function Preview({ me }: { readonly me: Me }) {
  const asked = useRouter().params['room'];
  const [room, setRoom] = useState<string | null>(asked === undefined ? null : decodeURIComponent(asked));
  const rooms = useLoaded({ name: 'rooms', load: api.chatRooms });
  const messages = useLoaded({ name: room === null ? null : `room.${room}`, load: () => api.chatMessages(room ?? '') });
  const [read, setRead] = useState(readRooms);
  const errand = useErrand();
  useLookAgain(() => {
    rooms.reload();
    if (room !== null) messages.reload();
  });

  const lastAt = rooms.value?.rooms.find((one) => one.id === room)?.lastAt ?? null;
  const keepRead = (fresh: Readonly<Record<string, string>>): void => {
    const kept = { ...readRooms(), ...fresh };
    deviceStorage.set(READ, kept);
    setRead(kept);
  };
  useEffect(() => {
    if (room !== null && lastAt !== null) keepRead({ [room]: lastAt });
  }, [room, lastAt]);
  const readAll = () => keepRead(Object.fromEntries((rooms.value?.rooms ?? []).flatMap(({ id, lastAt: at }) => (at === null ? [] : [[id, at]]))));

  const open = async (address: string) => {
    const file = fileIn(address);
    if (file !== null) {
      await errand.run(() => openFile(addressOf(file), WEEK_FILE).then(() => null));
      return;
    }
    const path = pathIn(address);
    if (path === null || room === null) return;
    if (isFramed()) {
      tellFrame({ type: 'duban.open', room, url: path });
      return;
    }
    const isThem = await errand.run(async () => {
      // In the demo whoever was told opens it: the phone becomes theirs.
      if (me.demo && room.startsWith(PERSON)) keepSession(await api.demoSignIn(room.slice(PERSON.length)));
      return null;
    });
    if (isThem) await Taro.navigateTo({ url: path });
  };

  const shown = messages.value?.room.id === room ? messages.value : null;
  const lookNow = () => {
    messages.reload();
    rooms.reload();
  };
  const wrong = errand.wrong ?? rooms.wrong ?? messages.wrong;
  return (
    <Screen
      title={room === null ? '消息预览' : (shown?.room.name ?? '消息预览')}
      bar={isBeside() ? undefined : <RoomBar me={me} here="chat" onSignOut={signOut} />}
      isWide
      isBare={isBeside()}
    >
      {wrong === null ? null : (
        <Said look="care" words={wrong}>
          <Button words="重试" onPress={rooms.reload} />
        </Said>
      )}
      <View className={`chat${room === null ? '' : ' has-room'}`}>
        <View className="chat-rooms">
          {rooms.value === null ? (
            rooms.isLoading ? (
              <Empty words="正在打开消息" />
            ) : null
          ) : (
            <RoomList me={me} value={rooms.value} chosen={room} read={read} onOpen={setRoom} onReadAll={readAll} />
          )}
        </View>
        <View className="chat-room">
          {room === null && rooms.value !== null && rooms.value.rooms.length > 0 ? <Empty words="选择一个人或一个群，看看收到了什么。" /> : null}
          {room === null ? null : (
            <View className="chat-back">
              <Button words="‹ 全部会话" look="quiet" onPress={() => setRoom(null)} testid="all-rooms" />
            </View>
          )}
          {shown === null ? null : <Room key={shown.room.id} me={me} value={shown} onOpen={(address) => void open(address)} onSaid={lookNow} />}
        </View>
      </View>
    </Screen>
  );
}
