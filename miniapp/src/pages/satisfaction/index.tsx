/** 满意度 of a month: rates with their counts, what waits behind them, the star, waiting times. Every figure opens its list. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { Rate, Satisfaction } from '../../../../core/contract/satisfaction.js';
import { api, monthReportAddress, satisfactionExportAddress } from '../../api.js';
import { Choice } from '../../components/choice.js';
import { Empty } from '../../components/empty.js';
import { FigureLines } from '../../components/figure-lines.js';
import { GiveFile } from '../../components/give-file.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Press } from '../../components/press.js';
import { RoomBar } from '../../components/room-bar.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { useExport } from '../../hooks/use-export.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { ledgerWith, ratingsWith } from '../../paths.js';
import './index.css';
import { Star } from './star.js';
import { Waiting } from './waiting.js';

const openList = ({ list }: Pick<Rate, 'list'>): void => void Taro.navigateTo({ url: ratingsWith(list) });

function RateLine({ rate }: { readonly rate: Rate }) {
  return (
    <Press className="rate-line" role="link" onPress={() => openList(rate)} isOff={rate.total === 0} testid={`rate-${rate.id}`}>
      <View className="rate-line-head">
        <Text>{rate.words}</Text>
        <Text className="rate-line-share">{`${rate.rateWords}${rate.total === 0 ? '' : ' ›'}`}</Text>
      </View>
      <View className="rate-line-side">
        {rate.total === 0 ? '还没有评价' : `${rate.total} 次评价，差评 ${rate.bad} 次；保守估计 ${rate.boundWords}`}
      </View>
    </Press>
  );
}

const WHAT_BOUND = '满意率 =（非常满意 + 满意 + 基本满意）÷ 有效评价。按“保守估计”排序：评价次数少，估计就低，3 次全满意不会排在 200 次之前。';

function Month({ value, onChanged }: { readonly value: Satisfaction; readonly onChanged: (value: Satisfaction) => void }) {
  const { month, whole, tickets } = value;
  const file = useExport(monthReportAddress({ month }), `服务窗口月报 ${value.monthWords}.docx`);
  const table = useExport(satisfactionExportAddress({ month }), `满意度 ${value.monthWords}.xlsx`);
  return (
    <>
      <Press className="rate-whole" role="link" onPress={() => openList(whole)} isOff={whole.total === 0} testid="whole">
        <Text className="rate-figure">{whole.rateWords}</Text>
        <Text>{whole.total === 0 ? '本月还没有评价' : `满意率，共 ${whole.total} 次有效评价 ›`}</Text>
      </Press>
      <View className="rate-levels">
        {value.levels.map(({ level, words, count, list }) => (
          <Press
            key={level}
            className="rate-level"
            onPress={() => openList({ list })}
            isOff={count === 0}
            label={`${words} ${count} 次`}
            testid={`level-${level}`}
          >
            <Text className="rate-count">{count}</Text>
            <Text>{words}</Text>
          </Press>
        ))}
      </View>
      <View className="rate-columns">
        <Section title="差评工单" testid="tickets">
          {(tickets?.words ?? ['本月没有差评工单。']).map((line) => (
            <View key={line} className="rate-line-side">
              {line}
            </View>
          ))}
          <FigureLines figures={tickets?.figures ?? []} onOpen={({ list }) => void Taro.navigateTo({ url: ledgerWith(list) })} />
        </Section>
        <Section title="按窗口" testid="by-window">
          {value.windows.map((rate) => (
            <RateLine key={rate.id} rate={rate} />
          ))}
        </Section>
        {value.staff.length === 0 ? null : (
          <Section title="按窗口人员" testid="by-staff">
            {value.staff.map((rate) => (
              <RateLine key={rate.id} rate={rate} />
            ))}
          </Section>
        )}
        {value.services.length === 0 ? null : (
          <Section title="按事项" testid="by-service">
            {value.services.map((rate) => (
              <RateLine key={rate.id} rate={rate} />
            ))}
          </Section>
        )}
        <Section title="按月份" testid="by-month">
          {value.months.length === 0 ? <View>近 12 个月还没有评价。</View> : null}
          {value.months.map((rate) => (
            <RateLine key={rate.id} rate={rate} />
          ))}
        </Section>
      </View>
      <View className="rate-about">{WHAT_BOUND}</View>
      <Star month={month} star={value.star} onOpen={openList} onChanged={onChanged} />
      <View className="rate-file">
        <GiveFile words="导出这些统计（Excel 表格）" busyWords="正在准备表格" {...table} testid="export-satisfaction" />
        <GiveFile words="下载月报（Word）" busyWords="正在准备月报" {...file} testid="export-month" />
      </View>
      <Waiting waiting={value.waiting} target={value.waitTarget} onTyped={() => void api.satisfaction({ month }).then(onChanged)} />
    </>
  );
}

/** The month and the eleven before it. */
function monthsBefore(today: string): readonly { readonly id: string; readonly words: string }[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: 12 }, (_one, back) => {
    const at = year * 12 + month - 1 - back;
    const [inYear, inMonth] = [Math.floor(at / 12), (at % 12) + 1];
    return { id: `${inYear}-${String(inMonth).padStart(2, '0')}`, words: `${inYear}年${inMonth}月` };
  });
}

export default function SatisfactionPage() {
  const me = useMe();
  const [month, setMonth] = useState<string | undefined>(undefined);
  const list = useLoaded({ name: `satisfaction.${month ?? ''}`, load: () => api.satisfaction({ month }) });
  const [newest, setNewest] = useState<string | null>(null);
  const value = list.value;
  if (me === null) return <Screen title="满意度">{null}</Screen>;
  const now = newest ?? value?.month ?? null;
  return (
    <Screen title="满意度" isWide bar={<RoomBar me={me} here="satisfaction" onSignOut={signOut} />}>
      <NotLoaded of={list} />
      {value === null && list.isLoading ? <Empty words="正在打开满意度" /> : null}
      {value === null || now === null ? null : (
        <Choice
          label="月份"
          options={monthsBefore(now)}
          chosen={value.month}
          onChoose={(chosen) => {
            setNewest(now);
            setMonth(chosen);
          }}
          testid="month"
        />
      )}
      {value === null ? null : value.windows.length === 0 ? (
        <Empty words="还没有服务窗口。请先在“服务窗口”里添加。" />
      ) : (
        <Month value={value} onChanged={list.put} />
      )}
    </Screen>
  );
}
