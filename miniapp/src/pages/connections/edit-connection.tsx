/** The parameters of one application: what is shown, and secrets that go in and never come out again. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { ConnectionLine } from '../../../../core/contract/connection.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { hintOf, missingOf } from './connection-words.js';

interface Props {
  readonly line: ConnectionLine;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

export function EditConnection({ line, onSaved, onClose }: Props) {
  const [given, give] = useState<Readonly<Record<string, string>>>(Object.fromEntries(line.fields.map(({ name, value }) => [name, value ?? ''])));
  const [cleared, clear] = useState<readonly string[]>([]);
  const errand = useErrand();
  const missing = missingOf(line.fields, given);
  const save = async () => {
    const isSaved = await errand.run(async (requestId) => {
      await api.saveConnection(line.kind, { requestId, fields: { ...given }, ...(cleared.length === 0 ? {} : { cleared: [...cleared] }) });
      return null;
    }, '您填的内容还在');
    if (isSaved) onSaved();
  };
  return (
    <Sheet title={`${line.name}应用的参数`} onClose={onClose}>
      {line.fields.map((field) => (
        <View key={field.name}>
          {field.options === undefined ? (
            <Field
              label={field.label}
              value={given[field.name] ?? ''}
              onChange={(value) => give({ ...given, [field.name]: value })}
              kind={field.isSecret ? 'password' : 'text'}
              hint={hintOf(field)}
              most={500}
              testid={`field-${field.name}`}
            />
          ) : (
            <View className="connection-choice">
              <View className="field-label">{field.label}</View>
              <Chips
                chips={field.options.map(({ value, words }) => ({ id: value, words }))}
                chosen={[given[field.name] ?? '']}
                onTap={(value) => give({ ...given, [field.name]: value })}
                label={field.label}
              />
            </View>
          )}
          <View className="connection-side">{`在哪里：${field.where}`}</View>
          {field.isKept && !field.isNeeded ? (
            <View className="connection-buttons">
              <Button
                words={cleared.includes(field.name) ? `不清除${field.label}` : `清除${field.label}`}
                onPress={() => clear(cleared.includes(field.name) ? cleared.filter((name) => name !== field.name) : [...cleared, field.name])}
                testid={`clear-${field.name}`}
              />
              {cleared.includes(field.name) ? <View className="connection-side">保存后清除。</View> : null}
            </View>
          ) : null}
        </View>
      ))}
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="wrong" />}
      {missing === null ? null : <Said look="note" words={missing} testid="missing" />}
      <Button
        words="保存参数"
        look="main"
        isOff={missing !== null}
        busy={errand.isBusy ? '正在保存' : null}
        onPress={() => void save()}
        testid="save-connection"
      />
    </Sheet>
  );
}
