/** What a ledger was understood as: its name and feedback day, which can be put right here, and how much is in it. */
import { Text, View } from '@tarojs/components';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { useErrand } from '../../hooks/use-errand.js';
import { countWords, editedIn, newWords, type RoundSaid } from './decisions.js';
import type { Reading } from './reading.js';
import { isDayWrong, RoundFields, sentOf } from './round-fields.js';

interface Props {
  readonly reading: Reading;
  /** The name and day as they stand in the fields. */
  readonly said: RoundSaid;
  readonly onSay: (said: RoundSaid) => void;
  readonly onReread: (reading: Reading) => void;
}

function RoundToChange({ reading, said, onSay, onReread }: Props) {
  const { preview, file } = reading;
  const errand = useErrand();
  const edited = editedIn(preview, said);
  const reread = () =>
    void errand.run(async () => {
      // What is left as it was found stays the ledger's own word, so that the same file later is still the same round.
      const sent = {
        roundName: edited.name ? sentOf(said).roundName : reading.sent.roundName,
        feedbackDay: edited.day ? sentOf(said).feedbackDay : reading.sent.feedbackDay,
      };
      onReread({ file, sent, preview: await api.importLedger(file, { ...sent }) });
      return null;
    }, '系统里的内容没有变化');
  return (
    <>
      <RoundFields said={said} onChange={onSay} />
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="reread-wrong" />}
      {edited.name || edited.day ? (
        <Button words="按修改重新核对" isOff={isDayWrong(said)} busy={errand.isBusy ? '正在重新读取' : null} onPress={reread} testid="reread" />
      ) : null}
    </>
  );
}

const dayAbout = ({ feedbackDayWords, feedbackDayGuessed }: Reading['preview']): string =>
  feedbackDayGuessed ? `没有写反馈日期，暂按 ${feedbackDayWords}` : `反馈日期 ${feedbackDayWords}`;

export function Understood(props: Props) {
  const { preview } = props.reading;
  const about = [preview.inspectedUnitName, dayAbout(preview)].filter((words) => words !== null).join('，');
  const isOpen = preview.state === 'ready' || preview.state === 'faulty';
  return (
    <>
      <Section title={preview.fileName}>
        <View>{preview.roundName}</View>
        <View className="import-side">{about}</View>
        <View className="import-counts">
          {countWords(preview).map(({ words, count }) => (
            <View key={words} className="import-count">
              <Text className="import-figure">{String(count)}</Text>
              <Text>{words}</Text>
            </View>
          ))}
        </View>
        <View className="import-side">{newWords(preview)}</View>
      </Section>
      {isOpen ? (
        <Section title="改轮次名称或反馈日期" isFolded={!preview.feedbackDayGuessed} testid="round-change">
          <RoundToChange {...props} />
        </Section>
      ) : null}
    </>
  );
}
