/** 设置账号: a one-time code becomes account and password; the very first account also gives its name. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
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
import { decoded, safePath } from '../../paths.js';
import './index.css';
import { type Trouble, threeParts, troubleOf } from '../../trouble.js';

const SHORTEST = 8;

export default function JoinPage() {
  const params = useRouter().params;
  const [code, setCode] = useState(decodeURIComponent(params['code'] ?? ''));
  const [name, setName] = useState('');
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const linking = useLinking(() => void Taro.reLaunch({ url: safePath(decoded(params['to'] ?? '')) }));
  // Only the very first account asks for it: nobody is known yet. Its link says so; a code typed by hand learns it from the answer.
  const needsName = params['first'] === '1' || name !== '' || (trouble?.faults.some((fault) => fault.place === '姓名') ?? false);
  const isShort = password !== '' && password.length < SHORTEST;
  const differs = again !== '' && again !== password;
  const lacks = [
    code.trim().length < SHORTEST ? '一次性口令' : '',
    needsName && name.trim() === '' ? '您的姓名' : '',
    account.trim().length < 2 ? '账号' : '',
    password.length < SHORTEST ? '密码' : '',
    again === '' ? '再输一次密码' : '',
  ].filter((words) => words !== '');
  const isReady = lacks.length === 0 && !differs;

  const join = async (): Promise<void> => {
    if (!isReady || isBusy) return;
    setBusy(true);
    setTrouble(null);
    try {
      const said = name.trim() === '' ? {} : { name: name.trim() };
      linking.enter(await api.redeem({ code: code.trim(), account: account.trim(), password, ...said }));
    } catch (error) {
      setTrouble(troubleOf(error));
    } finally {
      setBusy(false);
    }
  };
  if (linking.asked !== null) return <LinkQuestion who={linking.asked.who} platform={PLATFORM_WORDS[linking.asked.platform]} linking={linking} />;
  return (
    <Screen title="设置账号">
      <Section title="第一次登录">
        <Field label="一次性口令（巡察办给您的，或启动时打印的）" value={code} onChange={setCode} most={100} testid="code" />
        {needsName ? <Field label="您的姓名" value={name} onChange={setName} most={40} testid="name" /> : null}
        <Field
          label="账号（以后用它登录，至少 2 个字母、数字或汉字，中间不留空格）"
          value={account}
          onChange={setAccount}
          most={40}
          testid="account"
        />
        <Field
          label={`密码（至少 ${SHORTEST} 位，不能与账号相同）`}
          kind="password"
          value={password}
          onChange={setPassword}
          wrong={isShort ? `密码至少 ${SHORTEST} 位。` : null}
          testid="password"
        />
        <Field
          label="再输一次密码"
          kind="password"
          value={again}
          onChange={setAgain}
          wrong={differs ? '两次输入的密码不一样。' : null}
          onDone={() => void join()}
          testid="again"
        />
        {trouble === null ? null : <Said look="wrong" words={threeParts(trouble, '账号还没有建立')} testid="wrong" />}
        {lacks.length === 0 ? null : (
          <View className="join-missing" {...{ 'data-testid': 'missing' }}>
            {`还要填：${lacks.join('、')}。`}
          </View>
        )}
        <Button words="设置并登录" look="main" isOff={!isReady} busy={isBusy ? '正在设置' : null} onPress={() => void join()} testid="join" />
        <SecretsLine />
      </Section>
    </Screen>
  );
}
