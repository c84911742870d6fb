/** 登录: account and password; in the demo, the people one may be. Leads on to where one was going. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { DemoState } from '../../../../core/contract/demo.js';
import type { Session } from '../../../../core/contract/session.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { SecretsLine } from '../../components/secrets-line.js';
import { Section } from '../../components/section.js';
import { safePath } from '../../paths.js';
import { keepSession } from '../../session.js';
import { threeParts, troubleOf } from '../../trouble.js';

export default function SignInPage() {
  const to = safePath(decodeURIComponent(useRouter().params['to'] ?? ''));
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

  const enter = async (signing: Promise<Session>): Promise<void> => {
    setBusy(true);
    setWrong(null);
    try {
      keepSession(await signing);
      await Taro.reLaunch({ url: to });
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
  return (
    <Screen title="督办" bar={null}>
      <Section title="登录">
        <Field label="账号" value={account} onChange={setAccount} most={40} testid="account" />
        <Field label="密码" kind="password" value={password} onChange={setPassword} onDone={signIn} testid="password" />
        {wrong === null ? null : <Said look="wrong" words={wrong} testid="wrong" />}
        <Button words="登录" look="main" isOff={!isReady} busy={isBusy ? '正在登录' : null} onPress={signIn} testid="sign-in" />
        <Button words="用一次性口令登录" look="quiet" onPress={() => void Taro.navigateTo({ url: '/pages/join/index' })} testid="to-join" />
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
