/** 匹配账号: the platform's directory held against our people by name; the office registers one by one, or all the sure ones. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { ConnectionKind } from '../../../../core/contract/connection.js';
import type { Directory, DirectoryAccept } from '../../../../core/contract/directory.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Empty } from '../../components/empty.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { PLATFORM_WORDS } from '../../container.js';
import { useErrand } from '../../hooks/use-errand.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { useMe } from '../../hooks/use-me.js';
import { CONNECTIONS } from '../../paths.js';
import { doubtfulOf, linksOf, mayRead, settledWords, sureOf, sureQuestion, whoWords } from './directory-words.js';
import './index.css';
import { Suggestion } from './suggestion.js';

const LOOK_AGAIN_MS = 2_000;
const LOOK: Readonly<Record<Directory['state'], 'note' | 'care' | 'wrong'>> = {
  none: 'care',
  stopped: 'wrong',
  unread: 'note',
  reading: 'note',
  failed: 'wrong',
  ready: 'note',
};

function Standing({ directory, onPut }: { readonly directory: Directory; readonly onPut: (fresh: Directory) => void }) {
  const reading = useErrand();
  const { platform, state, words, notes } = directory;
  const read = () =>
    reading.run(async () => {
      onPut(await api.readDirectory(platform));
      return null;
    });
  return (
    <View>
      <Said look={LOOK[state]} words={words} testid="directory-state" />
      {notes.map((note) => (
        <Said key={note} look="care" words={note} />
      ))}
      {reading.wrong === null ? null : <Said look="wrong" words={reading.wrong} testid="wrong" />}
      <View className="directory-read">
        {state === 'none' || state === 'stopped' ? (
          <Button words="去接入" look="main" onPress={() => void Taro.reLaunch({ url: CONNECTIONS })} testid="to-connections" />
        ) : null}
        {mayRead(directory) ? (
          <Button
            words={state === 'unread' ? '读取通讯录' : '重新读取通讯录'}
            look={state === 'ready' ? 'plain' : 'main'}
            busy={reading.isBusy ? '正在开始' : null}
            onPress={() => void read()}
            testid="read-directory"
          />
        ) : null}
      </View>
    </View>
  );
}

function Lists({ directory, onPut }: { readonly directory: Directory; readonly onPut: (fresh: Directory) => void }) {
  const [isAsking, ask] = useState(false);
  const accepting = useErrand();
  const { platform, name, suggestions, unmatched, astray } = directory;
  const [sure, doubtful] = [sureOf(suggestions), doubtfulOf(suggestions)];
  const accept = async (links: DirectoryAccept['links'], words: string) => {
    await accepting.run(async (requestId) => {
      onPut(await api.acceptAccounts(platform, { requestId, links }));
      return words;
    });
    ask(false);
  };
  const one = (personId: string, userId: string) => void accept([{ personId, userId }], `已登记 ${userId}。`);
  const settled = settledWords(directory);
  return (
    <View>
      {accepting.wrong === null ? null : <Said look="wrong" words={accepting.wrong} testid="accept-wrong" />}
      {accepting.done === null ? null : <Said look="done" words={accepting.done} testid="accepted" />}
      {settled === null ? null : <Empty words={settled} />}
      {sure.length === 0 ? null : (
        <Section title={`可以直接登记 ${sure.length} 人`}>
          <View className="directory-side">姓名和单位都相同，两边都没有重名。</View>
          <Button words={`全部登记 ${sure.length} 人`} look="main" isOff={accepting.isBusy} onPress={() => ask(true)} testid="accept-all" />
          {sure.map((each) => (
            <Suggestion key={each.personId} suggestion={each} platform={name} isOff={accepting.isBusy} onAccept={one} />
          ))}
        </Section>
      )}
      {doubtful.length === 0 ? null : (
        <Section title={`请核对 ${doubtful.length} 人`}>
          {doubtful.map((each) => (
            <Suggestion key={each.personId} suggestion={each} platform={name} isOff={accepting.isBusy} onAccept={one} />
          ))}
        </Section>
      )}
      {astray.length === 0 ? null : (
        <Section title={`账号找不到 ${astray.length} 人`}>
          <View className="directory-side">{`登记的账号不在能看到的通讯录里：可能已离职、换了账号，或不在应用的可见范围。请在“人员”里核对。`}</View>
          {astray.map((each) => (
            <View key={each.personId} className="directory-one">{`${whoWords(each)} · 登记的是 ${each.userId}`}</View>
          ))}
        </Section>
      )}
      {unmatched.length === 0 ? null : (
        <Section title={`没有同名的 ${unmatched.length} 人`} isFolded testid="unmatched">
          <View className="directory-side">{`可能不在应用的可见范围，或两边姓名写得不一样。也可以在“人员”里直接填写${name}账号。`}</View>
          <View>{unmatched.map(whoWords).join('、')}</View>
        </Section>
      )}
      {isAsking ? (
        <Sheet title={sureQuestion(sure.length, name)} onClose={() => ask(false)}>
          <View className="directory-side">{sure.map(whoWords).join('、')}</View>
          <Button
            words={`登记 ${sure.length} 人`}
            look="main"
            busy={accepting.isBusy ? '正在登记' : null}
            onPress={() => void accept(linksOf(suggestions), `已登记 ${sure.length} 人。`)}
            testid="accept-now"
          />
        </Sheet>
      ) : null}
    </View>
  );
}

export default function DirectoryPage() {
  const me = useMe();
  const asked = useRouter().params['platform'];
  const [platform, turn] = useState<ConnectionKind>(asked === 'dingtalkApp' ? 'dingtalkApp' : 'wecomApp');
  const directory = useLoaded({ name: `directory ${platform}`, load: () => api.directory(platform) });
  const found = directory.value?.platform === platform ? directory.value : null;
  const { reload } = directory;
  useEffect(() => {
    if (found?.state !== 'reading') return;
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [found, reload]);
  if (me === null) return <Screen title="匹配账号">{null}</Screen>;
  return (
    <Screen title="匹配账号">
      <View className="directory-turn">
        <Chips
          label="哪个平台的通讯录"
          chips={(['wecomApp', 'dingtalkApp'] as const).map((id) => ({ id, words: PLATFORM_WORDS[id] }))}
          chosen={[platform]}
          onTap={(id) => turn(id as ConnectionKind)}
        />
      </View>
      <NotLoaded of={{ ...directory, reload }} />
      {found === null ? (
        directory.isLoading ? (
          <Empty words="正在打开通讯录" />
        ) : null
      ) : (
        <>
          <Standing directory={found} onPut={directory.put} />
          <Lists directory={found} onPut={directory.put} />
        </>
      )}
    </Screen>
  );
}
