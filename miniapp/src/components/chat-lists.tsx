/** What has to be chosen on a card before it is sent: a box for each list, and the button that sends it. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Card, CardButton } from '../../../core/contract/chat.js';
import { Button } from './button.js';
import { Choice } from './choice.js';

interface Props {
  readonly choose: NonNullable<Card['choose']>;
  /** Its words are what was chosen, as if it had been said. */
  readonly onSubmit: (button: CardButton, picked: Readonly<Record<string, string>>) => void;
}

export function ChatLists({ choose: { lists, submit }, onSubmit }: Props) {
  const [picked, pick] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(lists.map(({ id, options }) => [id, options[0]?.id ?? ''])),
  );
  const chosen = lists.flatMap(({ id, options }) => options.find((option) => option.id === picked[id])?.words ?? []);
  return (
    <View className="chat-lists">
      {lists.map(({ id, words, options }) => (
        <Choice
          key={id}
          label={words}
          options={options}
          chosen={picked[id] ?? null}
          onChoose={(option) => pick({ ...picked, [id]: option })}
          testid={`card-list-${id}`}
        />
      ))}
      <Button look="main" words={submit.words} onPress={() => onSubmit({ ...submit, words: chosen.join('，') }, picked)} testid="card-submit" />
    </View>
  );
}
