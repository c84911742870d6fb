/** Owner, leader, reviewers with their unit; a tap calls where the number may be seen. */
import { Text, View } from '@tarojs/components';
import type { PersonLine } from '../../../core/contract/task.js';
import './people-lines.css';
import { Press } from './press.js';

interface Props {
  readonly lines: readonly { readonly post: string; readonly people: readonly PersonLine[] }[];
  readonly onCall: (phone: string) => void;
}

export function PeopleLines({ lines, onCall }: Props) {
  return (
    <View>
      {lines.map(({ post, people }) => (
        <View key={post} className="who-line">
          <Text className="who-post">{post}</Text>
          <View className="who-names">
            {people.length === 0 ? <View className="who-none">未配置</View> : null}
            {people.map((person) => {
              const { phone } = person;
              return (
                <View key={person.id} className="who-person">
                  <View>
                    <View>{person.name}</View>
                    {person.unitName === null ? null : <View className="who-unit">{person.unitName}</View>}
                  </View>
                  {phone === null ? null : (
                    <Press className="who-call" onPress={() => onCall(phone)} label={`给${person.name}打电话`} testid="call">
                      <Text>打电话</Text>
                    </Press>
                  )}
                </View>
              );
            })}
          </View>
        </View>
      ))}
    </View>
  );
}
