/** Connections to the fakes, as the office would have configured them. */
import type { PlatformApp, Secrets } from '../../bot/services.js';
import type { FakeDingtalk } from './fake-dingtalk.js';
import type { FakeWecom } from './fake-wecom.js';

const sealedWith = (secrets: Pick<Secrets, 'seal'>, plain: Readonly<Record<string, string>>): PlatformApp['sealed'] =>
  Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, secrets.seal(value)]));

/** Without 接收消息 unless `receiving` gives its two keys. */
export function wecomConnection(wecom: FakeWecom, secrets: Pick<Secrets, 'seal'>, receiving: Readonly<Record<string, string>> = {}): PlatformApp {
  const { corpId, agentId, secret } = wecom.addApp();
  return {
    kind: 'wecomApp',
    open: { corpId, agentId, baseUrl: wecom.origin, loginUrl: wecom.origin },
    sealed: sealedWith(secrets, { secret, ...receiving }),
    stopped: null,
  };
}

export function dingtalkConnection(dingtalk: FakeDingtalk, secrets: Pick<Secrets, 'seal'>): PlatformApp {
  const { appKey, appSecret, robotCode } = dingtalk.addApp();
  const open = { appKey, robotCode, corpId: 'dingcorp12345678', baseUrl: dingtalk.origin, oldBaseUrl: dingtalk.origin };
  return { kind: 'dingtalkApp', open, sealed: sealedWith(secrets, { appSecret }), stopped: null };
}
