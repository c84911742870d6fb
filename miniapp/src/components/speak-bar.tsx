/** The line one types to the bot, and photos for the task last talked about. */
import { Input, Text, View } from '@tarojs/components';
import './field.css';
import { Press } from './press.js';
import { Said } from './said.js';
import './speak-bar.css';
import { useSurroundings } from './surroundings.js';

interface Props {
  readonly value: string;
  readonly hint: string;
  readonly onChange: (value: string) => void;
  readonly onSend: () => void;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  /** What photos are for; null: nothing yet, so none are offered. */
  readonly topicWords: string | null;
  readonly onPhoto: () => void;
  /** A photo of the demo's own, where nobody has a camera. */
  readonly onSample?: (() => void) | undefined;
}

const MOST = 500;

export function SpeakBar({ value, hint, onChange, onSend, isBusy, wrong, topicWords, onPhoto, onSample }: Props) {
  const { named } = useSurroundings();
  const isOff = isBusy || value.trim() === '';
  return (
    <View className="speak">
      {wrong === null ? null : <Said look="wrong" words={wrong} testid="not-said" />}
      {topicWords === null ? null : (
        <View className="speak-about">
          <Text>{`正在说：${topicWords}`}</Text>
          <Press className="speak-button" onPress={onPhoto} isOff={isBusy} testid="speak-photo">
            <Text>发照片</Text>
          </Press>
          {onSample === undefined ? null : (
            <Press className="speak-button" onPress={onSample} isOff={isBusy} testid="speak-sample">
              <Text>发示例照片</Text>
            </Press>
          )}
        </View>
      )}
      <View className="speak-row">
        <View className="field">
          <Input
            className="field-box"
            value={value}
            placeholder={hint}
            maxlength={MOST}
            confirmType="send"
            cursorSpacing={120}
            onInput={(event: { detail: { value: string } }) => onChange(event.detail.value)}
            onConfirm={onSend}
            {...{ ...named('对督办助手说'), 'data-testid': 'speak-text' }}
          />
        </View>
        <Press className={`speak-button is-main${isOff ? ' is-off' : ''}`} onPress={onSend} isOff={isOff} testid="speak-send">
          <Text>{isBusy ? '正在发' : '发送'}</Text>
        </Press>
      </View>
    </View>
  );
}
