/** 运行情况: whether messages go out, what waits and why, what to do where something is wrong. */
import { View } from '@tarojs/components';
import type { Operations } from '../../../../core/contract/operations.js';
import { api } from '../../api.js';
import { Empty } from '../../components/empty.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { FateLine } from '../../components/fate-line.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Fates } from './fates.js';
import './index.css';

const BAD: readonly Operations['figures'][number]['id'][] = ['unknown', 'refused', 'stopped'];

/** The verdict first: all is well, or each trouble with what to do. */
function Verdict({ operations: { troubles, auditWords, isWatched } }: { readonly operations: Operations }) {
  const isFine = isWatched && troubles.length === 0;
  return (
    <>
      <Said look={isFine ? 'done' : isWatched ? 'note' : 'care'} words={auditWords} testid="audit" />
      {troubles.map(({ kind, title, words, remedy }) => (
        <Said key={kind} look="wrong" words={[`${title}。${words}`, remedy].join('\n')} testid={`trouble-${kind}`} />
      ))}
    </>
  );
}

function Figures({ figures }: { readonly figures: Operations['figures'] }) {
  return (
    <Section title="消息">
      <View className="operations-figures">
        {figures.map(({ id, words, count }) => (
          <View key={id} className="operations-figure" {...{ 'data-testid': `figure-${id}` }}>
            <View className={`operations-count${count > 0 && BAD.includes(id) ? ' is-bad' : ''}`}>{count}</View>
            <View>{words}</View>
          </View>
        ))}
      </View>
    </Section>
  );
}

function Undelivered({ lines }: { readonly lines: Operations['undelivered'] }) {
  return (
    <Section title="今天没有送到的消息" testid="undelivered">
      {lines.map((line) => (
        <FateLine key={line.id} fate={line} task={line.task} />
      ))}
    </Section>
  );
}

function Robots({ robots }: { readonly robots: Operations['robots'] }) {
  return (
    <Section title="群机器人">
      {robots.length === 0 ? <View className="operations-side">还没有群机器人。消息只出现在消息预览和各人的“我的任务”里。</View> : null}
      {robots.map(({ id, words }) => (
        <View key={id} className="operations-line">
          {words}
        </View>
      ))}
      <View className="operations-side">一个群机器人每分钟最多发 18 条，超过的自动排队，先急后缓。</View>
    </Section>
  );
}

function Apps({ apps }: { readonly apps: Operations['apps'] }) {
  if (apps.length === 0) return null;
  return (
    <Section title="个人消息" testid="operations-apps">
      {apps.map(({ id, words }) => (
        <View key={id} className="operations-line">
          {words}
        </View>
      ))}
    </Section>
  );
}

function Outage({ outage }: { readonly outage: NonNullable<Operations['outage']> }) {
  return (
    <Section title="最近一次停止服务" isFolded testid="outage">
      <View>{outage.words}</View>
      {outage.lines.map((line) => (
        <View key={line} className="operations-line">
          {line}
        </View>
      ))}
    </Section>
  );
}

export default function OperationsPage() {
  const me = useMe();
  const { value, wrong, isRefused, isLoading, reload } = useLoaded({ name: 'operations', load: api.operations });
  if (me === null) return <Screen title="运行情况">{null}</Screen>;
  return (
    <Screen title="运行情况" bar={<RoomBar me={me} here="operations" onSignOut={signOut} />}>
      <NotLoaded of={{ wrong, isRefused, reload }} />
      {value === null && isLoading ? <Empty words="正在打开运行情况" /> : null}
      {value === null ? null : (
        <>
          <Verdict operations={value} />
          <Figures figures={value.figures} />
          {value.undelivered.length === 0 ? null : <Undelivered lines={value.undelivered} />}
          <Robots robots={value.robots} />
          <Apps apps={value.apps} />
          {value.outage === null ? null : <Outage outage={value.outage} />}
          <Fates />
        </>
      )}
    </Screen>
  );
}
