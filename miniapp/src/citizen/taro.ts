/** Stand-in for what the rating page uses of Taro: storage in the same shape as the app's, requests, uploads, and its own address. */
import { useSyncExternalStore } from 'react';

const get = (key: string): unknown => {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? '') as { readonly data?: unknown }).data ?? '';
  } catch {
    return '';
  }
};

/** Stops waiting after so many milliseconds; an old browser waits as long as it likes. */
async function within(ms: number, url: string, init: RequestInit): Promise<Response> {
  if (typeof AbortController === 'undefined') return fetch(url, init);
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), ms);
  return fetch(url, { ...init, signal: stopper.signal }).finally(() => clearTimeout(timer));
}

interface Asked {
  readonly url: string;
  readonly header?: Record<string, string>;
  readonly timeout: number;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

async function request({ url, header = {}, timeout, method = 'GET', data }: Asked & { readonly method?: string; readonly data?: object }) {
  const answer = await within(timeout, url, { method, headers: header, ...(data === undefined ? {} : { body: JSON.stringify(data) }) });
  return { statusCode: answer.status, data: parsed(await answer.text()) };
}

interface Sent extends Asked {
  readonly filePath: string;
  readonly fileName?: string;
  readonly name: string;
  readonly formData?: Readonly<Record<string, string>>;
}

async function uploadFile({ url, header = {}, timeout, filePath, fileName = '', name, formData = {} }: Sent) {
  const form = new FormData();
  for (const [field, value] of Object.entries(formData)) form.append(field, value);
  form.append(name, await (await fetch(filePath)).blob(), fileName);
  const answer = await within(timeout, url, { method: 'POST', headers: header, body: form });
  return { statusCode: answer.status, data: await answer.text() };
}

const listeners = new Set<() => void>();
const listen = (told: () => void) => {
  listeners.add(told);
  window.addEventListener('hashchange', told);
  return () => {
    listeners.delete(told);
    window.removeEventListener('hashchange', told);
  };
};

/** The code stands in the query, since some scanners drop a fragment; the token of one's own rating in the fragment, which no server sees. */
const here = (): string => `${location.search.slice(1)}&${location.hash.slice(1)}`;

export const useRouter = () => {
  const words = useSyncExternalStore(listen, here);
  return { params: Object.fromEntries(new URLSearchParams(words)) };
};

const queryOf = (url: string): string => url.split('?')[1] ?? '';

async function redirectTo({ url }: { readonly url: string }): Promise<void> {
  history.replaceState(null, '', `${location.pathname}#${queryOf(url)}`);
  for (const told of listeners) told();
}

/** Every other page lies in the app. */
const reLaunch = async ({ url }: { readonly url: string }): Promise<void> => location.assign(`./#${url}`);

/** One photo over everything; a tap puts it away. */
async function previewImage({ current }: { readonly current: string }): Promise<void> {
  const large = document.createElement('button');
  const picture = document.createElement('img');
  large.className = 'large';
  large.setAttribute('aria-label', '收起照片');
  picture.src = current;
  picture.alt = '';
  large.append(picture);
  large.addEventListener('click', () => large.remove());
  document.body.append(large);
  large.focus();
}

export default {
  getStorageSync: get,
  setStorageSync: (key: string, data: unknown) => localStorage.setItem(key, JSON.stringify({ data })),
  removeStorageSync: (key: string) => localStorage.removeItem(key),
  getCurrentPages: () => [{}],
  request,
  uploadFile,
  redirectTo,
  reLaunch,
  previewImage,
};
