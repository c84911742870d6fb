/** Tells somebody outside that messages go out: silence is their alarm. The address is a secret; only its host is ever logged. */
import { isOfDelivery } from '../../core/notice/troubles.js';
import { auditDelivery } from '../actions/audit-delivery.js';
import type { Log, Services } from '../services.js';

const PATIENCE_MS = 5_000;

const codeOf = (error: unknown): string => {
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
  return cause?.code ?? name ?? 'unknown';
};

/** Never rejects: a silent heartbeat is no trouble of ours. True where it was answered well. */
export async function beat(url: string, log: Log): Promise<boolean> {
  const { host } = new URL(url);
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.body?.cancel();
    if (!answer.ok) log.warn('heartbeat was not taken', { host, status: answer.status });
    return answer.ok;
  } catch (error) {
    log.warn('heartbeat was not answered', { host, code: codeOf(error) });
    return false;
  }
}

/** Only an audit without a finding is told outside: a process that is up while messages lie still must fall silent too. */
export async function auditAndBeat(services: Services): Promise<void> {
  const { troubles } = await auditDelivery(services);
  const { heartbeatUrl = null } = services.settings;
  if (!troubles.some(isOfDelivery) && heartbeatUrl !== null) await beat(heartbeatUrl, services.log);
}
