/** Talking to the bot: what is being typed, its sending, a button's press, and photos for the task last talked about. */
import { useState } from 'react';
import type { CardButton, ChatSaid, ChatSay, ChatTopic } from '../../../core/contract/chat.js';
import { addressOf, api } from '../api.js';
import { newId } from '../new-id.js';
import { leftOutWords, type Picked } from '../picked.js';
import { fetchPhoto, keepPhoto, pickEvidence, tellFrame } from '../platform.js';
import { useErrand } from './use-errand.js';

interface Place {
  readonly send: (said: ChatSay) => Promise<ChatSaid>;
  readonly topic: ChatTopic;
  /** Called once the answer is there. */
  readonly onSaid: () => void;
}

export interface Speaking {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly say: () => void;
  readonly press: (button: CardButton, picked?: Readonly<Record<string, string>>) => void;
  readonly photo: () => void;
  readonly sample: () => void;
  readonly isBusy: boolean;
  readonly wrong: string | null;
}

const MOST_PHOTOS = 9;

export function useSpeaking({ send, topic, onSaid }: Place): Speaking {
  const [text, type] = useState('');
  const [leftOut, setLeftOut] = useState<string | null>(null);
  const errand = useErrand();

  const tell = (what: (messageId: string) => Promise<ChatSaid>, isTyped: boolean): void =>
    void errand.run(async (messageId) => {
      const said = await what(messageId);
      if (isTyped) type('');
      if (said.draft !== null) type(said.draft);
      tellFrame({ type: 'duban.acted' });
      onSaid();
      return null;
    }, '您写的字还在');

  const upload = async (picked: readonly Picked[], taskId: string): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (const { path, name, kind = 'photo' } of picked) {
      const uploadId = newId();
      ids.push((await api.upload({ path: await keepPhoto(uploadId, path, kind), name }, { uploadId, taskId })).id);
    }
    return ids;
  };
  // Picked before anything runs: a browser never says that somebody changed their mind.
  const sendPhotos = async (pick: () => Promise<readonly Picked[]>): Promise<void> => {
    const picked = topic === null ? [] : await pick();
    if (topic === null || picked.length === 0) return;
    tell(async (messageId) => send({ messageId, text: '', evidenceIds: [...(await upload(picked, topic.taskId))] }), false);
  };

  return {
    text,
    type,
    say: () => {
      if (text.trim() !== '') tell((messageId) => send({ messageId, text }), true);
    },
    press: ({ words, key }, picked) => tell((messageId) => send({ messageId, text: words, press: key, picked }), false),
    photo: () =>
      void sendPhotos(async () => {
        const { picked, leftOut: left } = await pickEvidence(MOST_PHOTOS);
        setLeftOut(leftOutWords(left, picked.length, MOST_PHOTOS));
        return picked;
      }),
    sample: () =>
      void sendPhotos(async () => {
        const [first] = (await api.samplePhotos()).photos;
        return first === undefined ? [] : [await fetchPhoto(addressOf(first.url), `${first.name}.jpg`)];
      }).catch(() => undefined),
    isBusy: errand.isBusy,
    wrong: errand.wrong ?? leftOut,
  };
}
