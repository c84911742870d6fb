/** A connection to the fake WeCom, as the office would have configured it. */
import type { PlatformApp, Secrets } from '../../bot/services.js';
import type { FakeWecom } from './fake-wecom.js';

/** Without 接收消息 unless `receiving` gives its two keys. */
export function wecomConnection(wecom: FakeWecom, secrets: Pick<Secrets, 'seal'>, receiving: Readonly<Record<string, string>> = {}): PlatformApp {
  const { corpId, agentId, secret } = wecom.addApp();
  const sealed = Object.fromEntries(Object.entries({ secret, ...receiving }).map(([name, value]) => [name, secrets.seal(value)]));
  return { kind: 'wecomApp', open: { corpId, agentId, baseUrl: wecom.origin }, sealed, stopped: null };
}
