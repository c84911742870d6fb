/** 接入: applications of the platforms that carry each person's own messages. */
import { View } from '@tarojs/components';
import { api } from '../../api.js';
import { Empty } from '../../components/empty.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { RoomBar } from '../../components/room-bar.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { ConnectionCard } from './connection-card.js';
import { WHAT_IT_IS } from './connection-words.js';
import './index.css';

export default function ConnectionsPage() {
  const me = useMe();
  const list = useLoaded({ name: 'connections', load: api.connections });
  if (me === null) return <Screen title="接入">{null}</Screen>;
  return (
    <Screen title="接入" bar={<RoomBar me={me} here="connections" onSignOut={signOut} />}>
      <NotLoaded of={list} />
      {list.value === null && list.isLoading ? <Empty words="正在打开接入" /> : null}
      {list.value === null ? null : (
        <Section title="接入是什么" isFolded={list.value.connections.some(({ state }) => state !== 'none')}>
          <View>{WHAT_IT_IS}</View>
        </Section>
      )}
      {list.value?.connections.map((line) => (
        <ConnectionCard key={line.kind} line={line} onChanged={list.reload} />
      ))}
    </Screen>
  );
}
