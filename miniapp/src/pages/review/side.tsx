/** One of two photos that stand beside each other; a tap shows it large, and the other with it. */
import { Image, Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { addressOf } from '../../api.js';
import { Press } from '../../components/press.js';
import { pictureInButton } from '../../platform.js';

export interface Picture {
  readonly thumbUrl: string;
  readonly viewUrl: string;
}

interface Props {
  readonly words: string;
  readonly picture: Picture;
  /** Those one may swipe through when it is large. */
  readonly urls: readonly string[];
}

export function Side({ words, picture, urls }: Props) {
  return (
    <View className="twin-side">
      <Press
        className="twin-frame"
        onPress={() => void Taro.previewImage({ current: addressOf(picture.viewUrl), urls: [...urls] })}
        label={`看大图：${words}`}
      >
        <Image className="twin-picture" src={addressOf(picture.thumbUrl)} mode="aspectFill" {...pictureInButton} />
      </Press>
      <Text className="review-side">{words}</Text>
    </View>
  );
}
