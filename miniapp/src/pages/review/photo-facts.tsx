/** What a reviewer may want to know of the photos: used before, side by side with the earlier one; taken when and where. They decide, nothing is refused by itself. */
import { View } from '@tarojs/components';
import type { Taken, Twin, Twins } from '../../../../core/contract/twin.js';
import { addressOf, api } from '../../api.js';
import { Section } from '../../components/section.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { Side } from './side.js';

/** Nothing at all while none is known: it stands in nobody's way. */
export function PhotoFacts({ taskId }: { readonly taskId: string }) {
  const { value } = useLoaded({ name: `twins.2.${taskId}`, load: () => api.twins(taskId) });
  if (value === null) return null;
  return (
    <>
      <UsedBefore twins={value.twins} />
      <TakenWhere value={value} />
    </>
  );
}

function UsedBefore({ twins }: { readonly twins: readonly Twin[] }) {
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

function TakenRow({ words, doubts, picture, name }: Taken & { readonly name: string }) {
  return (
    <View className="taken" {...{ 'data-testid': 'taken' }}>
      <Side words={name} picture={picture} urls={[addressOf(picture.viewUrl)]} />
      <View className="taken-words">
        {doubts.map((doubt) => (
          <View key={doubt} className="taken-doubt">{`▲ ${doubt}`}</View>
        ))}
        <View className="review-side">{words}</View>
      </View>
    </View>
  );
}

function TakenWhere({ value: { taken, silent } }: { readonly value: Twins }) {
  const doubtful = taken.filter(({ doubts }) => doubts.length > 0);
  if (taken.length + silent === 0) return null;
  const rest = silent === 0 ? null : `${taken.length === 0 ? '' : '另有 '}${silent} 张照片没有拍摄时间和地点（截图、聊天里转存的照片都没有）。`;
  const row = (one: Taken, index: number) => <TakenRow key={one.evidenceId} {...one} name={`照片 ${index + 1}`} />;
  const head = doubtful.length === 0 ? '拍摄时间和地点' : `拍摄情况请留意 ${doubtful.length}`;
  return (
    <Section title={head} testid="taken-where" {...(doubtful.length === 0 ? { isFolded: true } : {})}>
      {taken.map(row)}
      {rest === null ? null : <View className="review-side">{rest}</View>}
      {doubtful.length === 0 ? null : <View className="review-side">这些不一定有问题，请对照后再定。</View>}
    </Section>
  );
}
