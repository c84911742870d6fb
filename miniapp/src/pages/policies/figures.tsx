/** Working-day figures of a scope; for everything also when messages may go out, the report day and when a task is still. */
import { View } from '@tarojs/components';
import type { PolicyBook } from '../../../../core/contract/policy.js';
import type { BookFault } from '../../../../core/notice/policy-book.js';
import { FIGURE_WORDS, FIGURES } from '../../../../core/notice/policy-words.js';
import { Chips } from '../../components/chips.js';
import { Field } from '../../components/field.js';
import { Section } from '../../components/section.js';
import { asTyped, faultUnder, numberOf, type Place, type Rules, typedOf } from './draft.js';

/** Both can be read, so that nobody has to guess what an unpressed one means. */
const MENTIONS = [
  { id: 'none', words: '不点名' },
  { id: 'mentions', words: '@责任人' },
];

interface FiguresProps {
  readonly place: Place;
  readonly rules: Rules;
  readonly faults: readonly BookFault[];
  readonly onChange: (workdaysFor: Rules['workdaysFor']) => void;
}

export function Figures({ place, rules: { workdaysFor }, faults, onChange }: FiguresProps) {
  // 立行立改 is reckoned when a ledger is taken over: one figure for everything.
  const shown = FIGURES.filter((kind) => place === null || kind !== 'immediate');
  return (
    <Section title="时限（工作日）">
      {shown.map((kind) => (
        <Field
          key={kind}
          label={`${FIGURE_WORDS[kind]}：几个工作日内`}
          kind="phone"
          most={3}
          value={typedOf(workdaysFor[kind])}
          onChange={(typed) => onChange({ ...workdaysFor, [kind]: numberOf(typed) })}
          wrong={faultUnder(faults, place, `days.${kind}`)}
          testid={`figure-${kind}`}
        />
      ))}
    </Section>
  );
}

interface GeneralProps {
  readonly base: PolicyBook['base'];
  readonly faults: readonly BookFault[];
  readonly onChange: (base: PolicyBook['base']) => void;
}

export function General({ base, faults, onChange }: GeneralProps) {
  const { speak, monthlyReportDay, repeats, staleAfterDays, mentions } = base;
  return (
    <Section title="什么时候发消息">
      <View className="policy-side">只在工作日的这段时间发送，节假日和调休按国家放假安排。</View>
      <Field
        label="最早（时:分）"
        value={speak.from}
        most={5}
        hint="08:40"
        onChange={(from) => onChange({ ...base, speak: { ...speak, from: asTyped(from) } })}
        wrong={faultUnder(faults, null, 'speak.from')}
        testid="speak-from"
      />
      <Field
        label="最晚（时:分）"
        value={speak.until}
        most={5}
        hint="18:00"
        onChange={(until) => onChange({ ...base, speak: { ...speak, until: asTyped(until) } })}
        wrong={faultUnder(faults, null, 'speak.until')}
        testid="speak-until"
      />
      <Field
        label="责任人没有回应的再提醒几次"
        kind="phone"
        most={1}
        value={typedOf(repeats)}
        onChange={(typed) => onChange({ ...base, repeats: numberOf(typed) })}
        wrong={faultUnder(faults, null, 'repeats')}
        testid="repeats"
      />
      <Field
        label="长期坚持的任务每月几日报告"
        kind="phone"
        most={2}
        value={typedOf(monthlyReportDay)}
        onChange={(typed) => onChange({ ...base, monthlyReportDay: numberOf(typed) })}
        wrong={faultUnder(faults, null, 'monthlyReportDay')}
        testid="report-day"
      />
      <Field
        label="多少天没有更新转黄灯"
        kind="phone"
        most={3}
        value={typedOf(staleAfterDays)}
        onChange={(typed) => onChange({ ...base, staleAfterDays: numberOf(typed) })}
        wrong={faultUnder(faults, null, 'staleAfterDays')}
        testid="stale-days"
      />
      <View className="policy-side">
        群里只报单位和件数。选“@责任人”以后，单位自己的群每天早上会@任务逾期或当天到期的责任人，绿色通道的消息会@点名的办理人。
      </View>
      <Chips
        label="单位群里点名"
        isLabelled
        chips={MENTIONS}
        chosen={[mentions ? 'mentions' : 'none']}
        onTap={(id) => onChange({ ...base, mentions: id === 'mentions' })}
      />
    </Section>
  );
}
