/** 差评工单: what the citizen said, the number behind a reason, how far the call and the answer are, the objection. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { TaskDetail } from '../../../../core/contract/task-detail.js';
import { addressOf, api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Photos } from '../../components/photos.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';

type Ticket = NonNullable<TaskDetail['ticket']>;

const REASONS = ['电话回访', '核实情况', '告知处理结果'];

/** The whole number, for as long as the page is open; each look leaves a line in the history. */
function Number({ taskId, ticket, onSeen }: { readonly taskId: string; readonly ticket: Ticket; readonly onSeen: () => void }) {
  const [isAsking, ask] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const [phone, setPhone] = useState<string | null>(null);
  const errand = useErrand();
  const show = async () => {
    if (reason === null) return;
    const isShown = await errand.run(async (requestId) => {
      setPhone((await api.number(taskId, { requestId, reason })).phone);
      return null;
    });
    if (!isShown) return;
    ask(false);
    onSeen();
  };
  if (ticket.phone === null) return null;
  return (
    <>
      <View className="task-side" {...{ 'data-testid': 'rater-phone' }}>{`评价人电话：${phone ?? ticket.phone}`}</View>
      {phone === null ? null : (
        <View className="task-number">
          <Button words="打电话" onPress={() => void Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined)} testid="call-rater" />
        </View>
      )}
      {phone === null && ticket.mayReveal ? (
        <View className="task-number">
          <Button words="查看完整号码" onPress={() => ask(true)} testid="reveal" />
        </View>
      ) : null}
      {isAsking ? (
        <Sheet title="为什么要看完整号码？这次查看会记入来往。" onClose={() => ask(false)}>
          <Chips label="查看原因" chips={REASONS.map((words) => ({ id: words, words }))} chosen={reason === null ? [] : [reason]} onTap={setReason} />
          {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
          <Button
            words="查看号码"
            look="main"
            isOff={reason === null}
            busy={errand.isBusy ? '正在查看' : null}
            onPress={() => void show()}
            testid="reveal-now"
          />
        </Sheet>
      ) : null}
    </>
  );
}

export function TicketSection({ taskId, ticket, onSeen }: { readonly taskId: string; readonly ticket: Ticket; readonly onSeen: () => void }) {
  const about = [ticket.windowWords, ticket.serviceWords, ticket.staffWords].filter((words) => words !== null).join(' · ');
  const open = (index: number): void => {
    const urls = ticket.photos.map(({ viewUrl }) => addressOf(viewUrl));
    void Taro.previewImage({ urls, current: urls[index] ?? '' });
  };
  return (
    <Section title="评价" testid="ticket">
      <View className="task-measure">{[ticket.levelWords, ...ticket.tags].join(' · ')}</View>
      {ticket.comment === '' ? null : <View>{`“${ticket.comment}”`}</View>}
      <View className="task-side">{`${about} · ${ticket.atWords}`}</View>
      {ticket.photos.length === 0 ? null : (
        <Photos
          photos={ticket.photos.map(({ thumbUrl }, index) => ({
            id: String(index),
            name: `评价人的照片 ${index + 1}`,
            picture: thumbUrl === null ? null : addressOf(thumbUrl),
          }))}
          onOpen={open}
        />
      )}
      <View className="task-side">{`回访：${ticket.callWords}`}</View>
      <Number taskId={taskId} ticket={ticket} onSeen={onSeen} />
      <View className="task-side">
        <Text>{ticket.answer === '' ? '还没有答复评价人。' : `答复：${ticket.answer}`}</Text>
      </View>
      {ticket.objectionWords === null ? null : <View className="task-side">{ticket.objectionWords}</View>}
      {ticket.objectionEvidence.length === 0 ? null : <View className="task-side">{`申诉附了 ${ticket.objectionEvidence.length} 份材料：`}</View>}
      {ticket.objectionEvidence.map((item) => (
        <Button
          key={item.id}
          words={item.name}
          onPress={() => void Taro.previewImage({ urls: [addressOf(item.viewUrl)], current: addressOf(item.viewUrl) })}
          testid="objection-evidence"
        />
      ))}
      {ticket.followWords === null ? null : <View className="task-measure">{ticket.followWords}</View>}
    </Section>
  );
}
