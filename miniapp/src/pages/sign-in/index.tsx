/** 登录: by the platform that holds the phone, else account and password; in the demo, the people one may be. Leads on to where one was going. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { DemoState } from '../../../../core/contract/demo.js';
import type { Session } from '../../../../core/contract/session.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { LinkQuestion } from '../../components/link-question.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { SecretsLine } from '../../components/secrets-line.js';
import { Section } from '../../components/section.js';
import { PLATFORM_WORDS } from '../../container.js';
import { useLinking } from '../../hooks/use-linking.js';
import { usePlatformSignIn } from '../../hooks/use-platform-sign-in.js';
import { joinPath, safePath } from '../../paths.js';
import { keepSession } from '../../session.js';
import { threeParts, troubleOf } from '../../trouble.js';
import './index.css';

export default function SignInPage() {
  const params = useRouter().params;
  const to = safePath(decodeURIComponent(params['to'] ?? ''));
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [people, setPeople] = useState<DemoState['people']>([]);
  useEffect(() => {
    // Only the demo answers; anywhere else there is nobody to choose from.
    void api.demo().then(
      (demo) => setPeople(demo.people),
      () => undefined,
    );
  }, []);

  const [isByHand, turnToHand] = useState(false);
  const platform = usePlatformSignIn({
    to,
    isOut: params['out'] === '1',
    onIn: (session, going) => {
      keepSession(session);
      void Taro.reLaunch({ url: safePath(going) });
    },
  });
  const goal = safePath(platform.goal);
  const linking = useLinking(() => void Taro.reLaunch({ url: goal }));

  const enter = async (signing: Promise<Session>): Promise<void> => {
    setBusy(true);
    setWrong(null);
    try {
      linking.enter(await signing);
    } catch (error) {
      setWrong(threeParts(troubleOf(error)));
    } finally {
      setBusy(false);
    }
  };
  const isReady = account.trim() !== '' && password !== '';
  const signIn = () => {
    if (isReady && !isBusy) void enter(api.signIn({ account: account.trim(), password }));
  };
  const name = platform.platform === null ? '' : PLATFORM_WORDS[platform.platform];
  if (linking.asked !== null) return <LinkQuestion who={linking.asked.who} platform={PLATFORM_WORDS[linking.asked.platform]} linking={linking} />;
  if (platform.isUnderway && !isByHand) {
    return (
      <Screen title="督办" bar={null}>
        <Section title="登录">
          <Said look="note" words={`正在用${name}登录，请稍候。`} testid="entering" />
          <Button words="改用账号密码登录" look="quiet" onPress={() => turnToHand(true)} testid="by-hand" />
          <SecretsLine />
        </Section>
      </Screen>
    );
  }
  return (
    <Screen title="督办" bar={null}>
      <Section title="登录">
        {platform.unknown === null ? null : <Said look="care" words={platform.unknown} testid="unknown" />}
        {platform.wrong === null ? null : <Said look="wrong" words={platform.wrong} testid="platform-wrong" />}
        {platform.platform === null || platform.unknown !== null ? null : (
          <View className="sign-in-way">
            <Button words={`用${name}登录`} busy={platform.isUnderway ? `正在用${name}登录` : null} onPress={platform.start} testid="by-platform" />
          </View>
        )}
        <Field label="账号" value={account} onChange={setAccount} most={40} testid="account" />
        <Field label="密码" kind="password" value={password} onChange={setPassword} onDone={signIn} testid="password" />
        {wrong === null ? null : <Said look="wrong" words={wrong} testid="wrong" />}
        <Button words="登录" look="main" isOff={!isReady} busy={isBusy ? '正在登录' : null} onPress={signIn} testid="sign-in" />
        <Button words="用一次性口令登录" look="quiet" onPress={() => void Taro.navigateTo({ url: joinPath(goal) })} testid="to-join" />
        <SecretsLine />
      </Section>
      {people.length === 0 ? null : (
        <Section title="演示：换一个人看看">
          {people.map((person) => (
            <View key={person.id} {...{ 'data-testid': 'demo-person' }}>
              <Button
                words={`${person.name} · ${person.words}`}
                look="quiet"
                onPress={() => void enter(api.demoSignIn(person.id))}
                testid={`be-${person.id}`}
              />
            </View>
          ))}
        </Section>
      )}
    </Screen>
  );
}
