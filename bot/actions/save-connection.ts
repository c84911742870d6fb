/** The office connects a platform's application, or takes it away. Secrets are sealed at once and never shown again. */
import type { ConnectionList, ConnectionSave } from '../../core/contract/connection.js';
import { demand, mayEditConnections } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { faulty, type Fault } from '../../core/refusal.js';
import type { AppKind, PlatformApp, Services } from '../services.js';
import { eventOf } from './event-of.js';
import { once } from './once.js';
import { readConnections } from './read-connections.js';
import { requestOf } from './request.js';

/** Nothing goes by credentials that nobody tried. */
const UNTRIED = '还没有检查。请点“检查连接”，没有问题就会启用。';
const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** In the demo everybody's password is known, so nothing may reach the outside. */
const demoFaults = ({ settings }: Services, open: PlatformApp['open']): readonly Fault[] =>
  settings.demo && Object.entries(open).some(([name, value]) => /url$/i.test(name) && !LOOPBACK.test(value))
    ? [{ place: '接口地址', message: '演示模式不向真实的平台发消息。请先清空演示，再接入。' }]
    : [];

/** The same `requestId` again changes nothing. Refusals: `not-allowed`, `connection-faults`. */
export async function saveConnection(
  services: Services,
  viewer: Viewer,
  kind: AppKind,
  { requestId, fields, cleared = [] }: ConnectionSave,
): Promise<ConnectionList> {
  demand(mayEditConnections(viewer), '修改接入');
  await once(
    services,
    requestOf(viewer, requestId, { saveConnection: kind, fields, ...(cleared.length === 0 ? {} : { cleared }) }),
    '已保存。',
    async (store) => {
      const before = await store.apps.find(kind);
      const sealed = Object.fromEntries(Object.entries(before?.sealed ?? {}).filter(([name]) => !cleared.includes(name)));
      const read = services.channels[kind].readForm(fields, Object.keys(sealed));
      if (!('open' in read)) throw faulty('connection-faults', read.faults, '请改正后再保存。');
      const faults = demoFaults(services, read.open);
      if (faults.length > 0) throw faulty('connection-faults', faults, '请改正后再保存。');
      const fresh = Object.fromEntries(Object.entries(read.secret).map(([name, secret]) => [name, services.secrets.seal(secret)]));
      await store.apps.save({ kind, open: read.open, sealed: { ...sealed, ...fresh }, stopped: UNTRIED });
      const changed = { open: read.open, secrets: Object.keys(fresh), cleared };
      await store.events.insert([
        eventOf(services, viewer.person.id, before === null ? 'added' : 'changed', { kind: 'connection', id: kind }, changed),
      ]);
      return kind;
    },
  );
  return readConnections(services, viewer);
}

/** What waits for it goes to the preview chat: delivery finds it gone. */
export async function removeConnection(services: Services, viewer: Viewer, kind: AppKind): Promise<ConnectionList> {
  demand(mayEditConnections(viewer), '断开接入');
  await services.store.transaction(async (store) => {
    if ((await store.apps.find(kind)) === null) return;
    await store.apps.remove(kind);
    await store.directories.remove(kind);
    await store.detours.clear(kind);
    await store.events.insert([eventOf(services, viewer.person.id, 'removed', { kind: 'connection', id: kind }, {})]);
  });
  services.kick();
  return readConnections(services, viewer);
}

/** Those whom it did not reach are tried again with their next message. */
export async function retryUnreached(services: Services, viewer: Viewer, kind: AppKind): Promise<ConnectionList> {
  demand(mayEditConnections(viewer), '修改接入');
  await services.store.apps.clearUnreached(kind);
  await services.store.detours.clear(kind);
  await services.store.events.insert([eventOf(services, viewer.person.id, 'retried', { kind: 'connection', id: kind }, {})]);
  return readConnections(services, viewer);
}
