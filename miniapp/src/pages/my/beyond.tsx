/** Above one's own tasks on 我的任务: emergencies nobody answers, what reminds nobody yet, how what I see to stands, and the messages to me. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { MyTasks } from '../../../../core/contract/task.js';
import { Button } from '../../components/button.js';
import { Press } from '../../components/press.js';
import { Said } from '../../components/said.js';
import { LATE_LEDGER, LEDGER, MESSAGES, SILENT_LEDGER, startOf, taskPath } from '../../paths.js';
import { notStartedWords, scopeParts } from './beyond-words.js';

type Part<Name extends keyof MyTasks> = { readonly [One in Name]: MyTasks[One] };

/** Stands first: nothing else on the screen is as urgent. */
export function ForgottenClocks({ forgottenClocks }: Part<'forgottenClocks'>) {
  return (
    <>
      {forgottenClocks.map(({ id, words }) => (
        <Said key={id} look="wrong" words={`${words}。请电话督促办理人；不再紧急的，请结束绿色通道。`} testid="forgotten-clock">
          <Button words="打开任务" onPress={() => void Taro.navigateTo({ url: taskPath(id) })} testid="to-clock" />
        </Said>
      ))}
    </>
  );
}

export function NotStarted({ notStarted }: Part<'notStarted'>) {
  return (
    <>
      {notStarted.map((round, index) => (
        <Said key={round.id} look="care" words={notStartedWords(round, notStarted.length)} testid="not-started">
          <Button
            words="看看谁会收到什么"
            look={index === 0 ? 'main' : 'plain'}
            onPress={() => void Taro.navigateTo({ url: startOf(round.id) })}
            testid="to-start"
          />
        </Said>
      ))}
    </>
  );
}

export function Scope({ scope }: Part<'scope'>) {
  if (scope === null) return null;
  const { late } = scope;
  return (
    <View className="my-scope" {...{ 'data-testid': 'my-scope' }}>
      <View>
        <Text>我督办的范围：</Text>
        {scopeParts(scope).map((words, at, parts) => (
          <Text key={words} className="my-scope-part">
            {at === parts.length - 1 ? words : `${words}，`}
          </Text>
        ))}
      </View>
      {late > 0 ? (
        <Button words={`看逾期的 ${late} 项`} onPress={() => void Taro.reLaunch({ url: LATE_LEDGER })} testid="to-late" />
      ) : (
        <Button words="看台账" onPress={() => void Taro.reLaunch({ url: LEDGER })} testid="to-ledger" />
      )}
      {scope.unconfirmed === 0 ? null : (
        <Button words={`看未确认的 ${scope.unconfirmed} 项`} onPress={() => void Taro.reLaunch({ url: SILENT_LEDGER })} testid="to-unconfirmed" />
      )}
    </View>
  );
}

export function MyMessagesRow({ newestMessageWords }: Part<'newestMessageWords'>) {
  return (
    <Press className="my-messages" onPress={() => void Taro.navigateTo({ url: MESSAGES })} role="link" testid="to-messages">
      <Text>和督办助手对话</Text>
      <Text className="my-messages-at">{newestMessageWords === null ? '可以问，也可以报进展 ›' : `最近一条 ${newestMessageWords} ›`}</Text>
    </Press>
  );
}
