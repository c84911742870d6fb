/** 绑定: is the platform's account on this phone the person's own? Nothing is linked without their tap. */
import { View } from '@tarojs/components';
import { Button } from './button.js';
import { Said } from './said.js';
import { Screen } from './screen.js';
import { Section } from './section.js';

interface Props {
  /** `何俊（政务服务科）`. */
  readonly who: string;
  /** `企业微信`. */
  readonly platform: string;
  readonly linking: { readonly isBusy: boolean; readonly wrong: string | null; link(): void; skip(): void };
}

export function LinkQuestion({ who, platform, linking: { isBusy, wrong, link, skip } }: Props) {
  return (
    <Screen title="督办" bar={null}>
      <Section title={`要绑定${platform}账号吗`}>
        <View>{`您已登录：${who}。`}</View>
        <View>{`绑定后，在${platform}里打开督办不用再输密码，发给您的督办消息也会送到这个${platform}账号。`}</View>
        <Said look="care" words={`请确认这台设备上的${platform}是您本人的。替别人代办时请不要绑定。`} />
        {wrong === null ? null : <Said look="wrong" words={wrong} testid="wrong" />}
        <Button words={`绑定我的${platform}`} look="main" busy={isBusy ? '正在绑定' : null} onPress={link} testid="link" />
        <Button words="这次不绑" look="quiet" onPress={skip} testid="skip-link" />
      </Section>
    </Screen>
  );
}
