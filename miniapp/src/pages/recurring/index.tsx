/** 共性问题: findings that recur, side by side; each opens its tasks. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { Recurring } from '../../../../core/contract/recurring.js';
import { api } from '../../api.js';
import { Empty } from '../../components/empty.js';
import { GiveFile } from '../../components/give-file.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Press } from '../../components/press.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { useExport } from '../../hooks/use-export.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { ledgerWith } from '../../paths.js';
import './index.css';

type Group = Recurring['groups'][number];

function Finding({ finding }: { readonly finding: Group['findings'][number] }) {
  const { number, text, roundName, unitNames, words, list } = finding;
  return (
    <Press
      className="recurring-finding"
      onPress={() => void Taro.navigateTo({ url: ledgerWith(list) })}
      role="link"
      label={`${unitNames}，问题 ${number}：${text}，${words}`}
      testid="finding"
    >
      <Text className="recurring-units">{unitNames}</Text>
      <Text>{text}</Text>
      <Text className="recurring-side">{`${roundName} · 问题 ${number}`}</Text>
      <Text className="recurring-side">{`${words} ›`}</Text>
    </Press>
  );
}

export default function RecurringPage() {
  const { value, wrong, isRefused, isLoading, reload } = useLoaded({ name: 'recurring', load: api.recurring });
  const file = useExport('/api/board/recurring/export', '共性问题.xlsx');
  return (
    <Screen title="共性问题" isWide>
      <NotLoaded of={{ wrong, isRefused, reload }} />
      {value === null && isLoading ? <Empty words="正在比对各单位、各轮次的问题" /> : null}
      {value === null ? null : value.groups.length === 0 ? (
        <Empty words="还没有在多个单位或多个轮次里重复出现的问题。" />
      ) : (
        <>
          <View className="recurring-about">分类相同、说法相近的问题放在一起，可作为下一轮巡察的重点。</View>
          {value.groups.map(({ id, title, words, findings, more }) => (
            <Section key={id} title={`${title} · ${words}`} testid="group">
              <View className="recurring-findings">
                {findings.map((finding) => (
                  <Finding key={finding.id} finding={finding} />
                ))}
              </View>
              {more > 0 ? <View className="recurring-about">{`另有 ${more} 个问题没有列出，导出的表格里有。`}</View> : null}
            </Section>
          ))}
          {value.total > value.groups.length ? (
            <View className="recurring-about">{`另有 ${value.total - value.groups.length} 组没有列出，导出的表格里有。`}</View>
          ) : null}
          <GiveFile words="导出共性问题（Excel 表格）" busyWords="正在准备表格" {...file} testid="export-recurring" />
        </>
      )}
    </Screen>
  );
}
