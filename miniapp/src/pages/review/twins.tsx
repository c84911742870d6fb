/** Photos that were used before, side by side with the earlier one: the reviewer looks and decides, nothing is refused by itself. */
import { Image, Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { Twin } from '../../../../core/contract/twin.js';
import { addressOf, api } from '../../api.js';
import { Press } from '../../components/press.js';
import { Section } from '../../components/section.js';
import { useLoaded } from '../../hooks/use-loaded.js';

function Side({ words, picture, urls }: { readonly words: string; readonly picture: Twin['mine']; readonly urls: readonly string[] }) {
  return (
    <View className="twin-side">
      <Press
        className="twin-frame"
        onPress={() => void Taro.previewImage({ current: addressOf(picture.viewUrl), urls: [...urls] })}
        label={`看大图：${words}`}
      >
        <Image className="twin-picture" src={addressOf(picture.thumbUrl)} mode="aspectFill" />
      </Press>
      <Text className="review-side">{words}</Text>
    </View>
  );
}

/** Nothing at all while none is known: it stands in nobody's way. */
export function Twins({ taskId }: { readonly taskId: string }) {
  const { value } = useLoaded({ name: `twins.${taskId}`, load: () => api.twins(taskId) });
  const twins = value?.twins ?? [];
  if (twins.length === 0) return null;
  return (
    <Section title={`可能用过的照片 ${twins.length}`} testid="twins">
      {twins.map(({ evidenceId, words, mine, theirs }) => {
        const urls = [mine, ...(theirs === null ? [] : [theirs])].map(({ viewUrl }) => addressOf(viewUrl));
        return (
          <View key={evidenceId} className="twin" {...{ 'data-testid': 'twin' }}>
            <View>{words}</View>
            <View className="twin-sides">
              <Side words="这次的照片" picture={mine} urls={urls} />
              {theirs === null ? null : <Side words="以前的照片" picture={theirs} urls={urls} />}
            </View>
          </View>
        );
      })}
      <View className="review-side">照片相近不一定有问题，请对照后再定。</View>
    </Section>
  );
}
