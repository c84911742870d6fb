/** What can go wrong between phone and service, as one error and as sentences for the person. Needs no Taro. */
import type { ErrorAnswer } from '../../core/contract/fault.js';

interface TroubleDetail {
  readonly remedy?: string | undefined;
  readonly faults?: readonly { readonly place: string; readonly message: string }[] | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
  readonly requestId?: string | undefined;
}

/** `status` 0: no answer came, so it is not known whether the service did what was asked. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly remedy: string;
  readonly faults: readonly { readonly place: string; readonly message: string }[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;

  constructor(
    readonly status: number,
    readonly id: string,
    message: string,
    detail: TroubleDetail = {},
  ) {
    super(message);
    this.remedy = detail.remedy ?? '';
    this.faults = detail.faults ?? [];
    this.facts = detail.facts ?? {};
    this.requestId = detail.requestId ?? null;
  }
}

export const offline = (): Trouble => new Trouble(0, 'offline', '没有连上服务（网络中断或信号弱）', { remedy: '请在连上网络后重试。' });

const isErrorAnswer = (body: unknown): body is ErrorAnswer =>
  typeof body === 'object' && body !== null && typeof (body as ErrorAnswer).error?.message === 'string';

/** From an answer of 400 and above; an answer that is not ours (a proxy's page) gets words of our own. */
export function troubleFrom(status: number, body: unknown): Trouble {
  if (isErrorAnswer(body)) return new Trouble(status, body.error.id, body.error.message, body.error);
  if (status === 413) return new Trouble(status, 'too-much', '文件太大', { remedy: '请换一个小一些的文件。' });
  if (status === 502 || status === 503 || status === 504) {
    return new Trouble(status, 'unavailable', '服务正在重新启动', { remedy: '请稍等一分钟后重试。' });
  }
  return new Trouble(status, 'unexpected', '服务没有办成这件事', { remedy: '请稍后重试；仍不行时请联系巡察办。' });
}

export const troubleOf = (error: unknown): Trouble =>
  error instanceof Trouble ? error : new Trouble(-1, 'unexpected', '这一步没有办成', { remedy: '请重试；仍不行时请联系巡察办。' });

/** True when the same request may succeed later without anyone changing it. */
export const isPassing = (trouble: Trouble): boolean => trouble.status === 0 || trouble.status === 429 || trouble.status >= 500;

/** True when asking the same again will be refused again. */
export const isRefused = ({ status }: Trouble): boolean => status >= 400 && status < 500 && status !== 429;

const stop = (sentence: string): string => (sentence === '' || /[。？：”]$/.test(sentence) ? sentence : `${sentence}。`);

/** What happened, what is safe, what to do. `safe` is empty where nothing was at stake. */
export function threeParts(trouble: Trouble, safe = ''): string {
  // The service often says its faults in the message already.
  const places = trouble.faults.filter((fault) => !trouble.message.includes(fault.message)).map((fault) => stop(`${fault.place}${fault.message}`));
  const number = trouble.id === 'unexpected' && trouble.requestId !== null ? `问题编号 ${trouble.requestId}。` : '';
  return [stop(trouble.message), ...places, stop(safe), stop(trouble.remedy), number].join('');
}
