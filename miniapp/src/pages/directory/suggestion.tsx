/** One person and who they might be in the directory: each candidate with where they work, to be chosen by hand. */
import { View } from '@tarojs/components';
import type { DirectorySuggestion } from '../../../../core/contract/directory.js';
import { Button } from '../../components/button.js';
import { whoWords } from './directory-words.js';

interface Props {
  readonly suggestion: DirectorySuggestion;
  /** `企业微信`. */
  readonly platform: string;
  readonly isOff: boolean;
  readonly onAccept: (personId: string, userId: string) => void;
}

export function Suggestion({ suggestion, platform, isOff, onAccept }: Props) {
  const { personId, how, words, candidates } = suggestion;
  return (
    <View className="directory-one" {...{ 'data-testid': `suggestion-${suggestion.name}` }}>
      <View className="directory-name">{whoWords(suggestion)}</View>
      <View className="directory-side">{words}</View>
      {candidates.map(({ userId, placeWords, isSameUnit }) => (
        <View key={userId} className="directory-candidate">
          <View>{`${platform}账号 ${userId}`}</View>
          <View className="directory-side">{`${isSameUnit && how !== 'sure' ? '✓ 单位相同　' : ''}${placeWords}`}</View>
          <Button words={`登记为 ${userId}`} isOff={isOff} onPress={() => onAccept(personId, userId)} testid={`accept-${userId}`} />
        </View>
      ))}
    </View>
  );
}
