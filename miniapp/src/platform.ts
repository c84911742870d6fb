/** The only file that asks where we run: who holds us, photos and files in and out, the network, the frame around us. */
import Taro from '@tarojs/taro';
import type { ConnectionKind } from '../../core/contract/connection.js';
import { platformIn } from './container.js';
import * as ding from './ding-files.js';
import * as mini from './mini-files.js';
import { ACCEPTED, isSaidByService, kindOfPicked, type LeftOut, type Picked, type PickedKind } from './picked.js';
import { askForFile, askForFiles, blobAt, dropBlob, isPicture, keepBlob, keptBlob, loadFrom, pressByKeyboard, saveAs, smaller } from './web-files.js';

export const isWeb = process.env.TARO_ENV === 'h5';
const isDing = process.env.TARO_ENV === 'dd';

/** What an upload says beside its file. */
export const uploadMarks: Readonly<Record<string, unknown>> = isDing ? ding.UPLOAD_MARKS : { withCredentials: false };

export function startPlatform(): void {
  if (isWeb) pressByKeyboard();
}

/** The marks that name an input or a text area. */
export const nameOfField = (label: string): Readonly<Record<string, unknown>> =>
  isWeb ? { nativeProps: { 'aria-label': label } } : { 'aria-label': label };

/** The marks of a picture whose button has its name already. */
export const pictureInButton: Readonly<Record<string, unknown>> = isWeb ? { nativeProps: { alt: '' } } : {};

/** What was picked, and how much of it could not be taken. */
export interface Pick {
  readonly picked: readonly Picked[];
  readonly leftOut: LeftOut;
}

const NOTHING_LEFT: LeftOut = { broken: 0, foreign: 0, beyond: 0 };

/** What the empty place for the next photo says. */
export const PICK_WORDS = isDing ? '拍照或选图' : '拍照、选图或选文件';

/** From camera, album or files; nothing when the person changed their mind. */
export async function pickEvidence(room: number): Promise<Pick> {
  if (isWeb) return sorted(await askForFiles(ACCEPTED), room);
  if (isDing) return { picked: await ding.pickPhotos(room), leftOut: NOTHING_LEFT };
  return { picked: await mini.pickEvidence(room), leftOut: NOTHING_LEFT };
}

/** From camera or album alone: a file, where a browser lets one be chosen all the same, is left out. */
export async function pickPhotos(room: number): Promise<Pick> {
  if (isWeb) return sorted(await askForFiles('image/*'), room, 'photo');
  return { picked: await (isDing ? ding : mini).pickPhotos(room), leftOut: NOTHING_LEFT };
}

async function sorted(files: readonly File[], room: number, only: PickedKind | null = null): Promise<Pick> {
  const picked: Picked[] = [];
  const leftOut = { broken: 0, foreign: 0, beyond: 0 };
  for (const file of files) {
    const kind = kindOfPicked(file.name, file.type);
    if (kind === null || (only !== null && kind !== only)) leftOut.foreign += 1;
    else if (kind === 'photo' && !isSaidByService(file.name) && !(await isPicture(file))) leftOut.broken += 1;
    else if (picked.length === room) leftOut.beyond += 1;
    else picked.push({ path: URL.createObjectURL(file), name: file.name, kind, bytes: file.size });
  }
  return { picked, leftOut };
}

/** Makes a picked photo smaller and puts it where it survives closing, a file as it is; `key` finds it again. Gives the path to upload. */
export async function keepPhoto(key: string, path: string, kind: PickedKind): Promise<string> {
  if (isWeb) {
    const raw = await blobAt(path);
    const blob = kind === 'photo' ? await smaller(raw) : raw;
    // A private window may refuse to keep it: the photo then lives as long as this page.
    await keepBlob(key, blob).catch(() => undefined);
    return URL.createObjectURL(blob);
  }
  return isDing ? ding.keep(path) : mini.keep(key, path, kind);
}

/** The path of a kept photo after the app was closed; null when the device has let go of it. */
export async function keptPhoto(key: string, path: string): Promise<string | null> {
  if (isWeb) {
    const blob = await keptBlob(key).catch(() => null);
    return blob === null ? null : URL.createObjectURL(blob);
  }
  return isDing ? ding.kept(path) : mini.kept(path);
}

export function dropPhoto(key: string, path: string): void {
  if (isWeb) {
    void dropBlob(key).catch(() => undefined);
    return;
  }
  if (isDing) ding.drop(path);
  else mini.drop(path);
}

/** A photo of the demo's own, as if it had been picked. */
export async function fetchPhoto(address: string, name: string): Promise<Picked> {
  if (isWeb) return { path: URL.createObjectURL(await blobAt(address)), name };
  return { path: (await Taro.downloadFile({ url: address })).tempFilePath, name };
}

export async function pickWorkbook(): Promise<Picked | null> {
  if (isWeb) {
    const file = await askForFile('.xlsx,.csv');
    return file === null ? null : { path: URL.createObjectURL(file), name: file.name };
  }
  return isDing ? ding.refuseWorkbook() : mini.pickWorkbook();
}

/** To the browser's downloads, or opened in the mini-program's own viewer. */
export async function giveFile(bytes: ArrayBuffer, name: string): Promise<void> {
  if (isWeb) return saveAs(bytes, name);
  return isDing ? ding.refuseFile() : mini.openBytes(bytes, name);
}

const SHOWN_MS = 10 * 60_000;

/** A photo's bytes in the platform's own viewer. The device keeps none of them for longer than they are looked at. */
export async function showPhoto(bytes: ArrayBuffer, id: string): Promise<void> {
  if (!isWeb) return isDing ? ding.refuseFile() : mini.showBytes(bytes, id);
  const url = URL.createObjectURL(new Blob([bytes]));
  setTimeout(() => URL.revokeObjectURL(url), SHOWN_MS);
  await Taro.previewImage({ current: url, urls: [url] });
}

/** A file of ours by its signed address: into the browser's downloads, or opened in the mini-program's own viewer. */
export async function openFile(address: string, name: string): Promise<void> {
  if (isWeb) return loadFrom(address, name);
  return isDing ? ding.openAddress(address) : mini.openAddress(address, name);
}

/** Calls back each time the network returns; gives the way to stop listening. */
export function onNetworkBack(tell: () => void): () => void {
  if (isWeb) {
    window.addEventListener('online', tell);
    return () => window.removeEventListener('online', tell);
  }
  const listen = ({ isConnected }: { isConnected: boolean }) => {
    if (isConnected) tell();
  };
  Taro.onNetworkStatusChange(listen);
  return () => Taro.offNetworkStatusChange(listen);
}

interface Asked {
  readonly path: string;
  readonly token: string;
  readonly answer: Promise<{ readonly statusCode: number; readonly data: unknown }>;
}

const head = (): { dubanAsked?: Asked | undefined } => (isWeb ? (window as { dubanAsked?: Asked | undefined }) : {});

/** What the page's head asked of the service before the app was there, once; null: not this, or not for this session. */
export function takeAsked(path: string, token: string): Asked['answer'] | null {
  const asked = head().dubanAsked;
  if (asked === undefined || asked.path !== path || asked.token !== token) return null;
  dropAsked();
  return asked.answer;
}

/** Before something is changed: what was asked earlier is not shown after it. */
export const dropAsked = (): void => {
  head().dubanAsked = undefined;
};

/** In the pixels of a touch. */
export const screenWidth = (): number => (isWeb ? window.innerWidth : Taro.getSystemInfoSync().windowWidth);

/** The page that is open, with its query. */
export function herePath(): string {
  if (isWeb) return window.location.hash.replace(/^#/, '');
  const page = Taro.getCurrentPages().at(-1) as { route?: string; options?: Record<string, string> } | undefined;
  const query = Object.entries(page?.options ?? {}).filter(([name]) => !name.startsWith('$'));
  return `/${page?.route ?? ''}${query.length === 0 ? '' : `?${query.map(([name, value]) => `${name}=${value}`).join('&')}`}`;
}

/** True when another window of ours holds this one in a frame (the demo beside the chat). */
export const isFramed = (): boolean => isWeb && window.parent !== window;

/** The chat in a frame of its own beside the phone (`/app/?chat#…`): it needs neither head nor way elsewhere. */
export const isBeside = (): boolean => isFramed() && window.location.search === '?chat';

export function tellFrame(message: Readonly<Record<string, string>>): void {
  if (isFramed()) window.parent.postMessage(message, window.location.origin);
}

interface CodeCall {
  readonly success: (answer: { readonly code?: string; readonly authCode?: string }) => void;
  readonly fail: (error: unknown) => void;
}
/** WeCom's own part of `wx`; only inside WeCom. */
declare const wx: { readonly qy?: { login(call: CodeCall): void } };
/** DingTalk's mini-program. */
declare const dd: { getAuthCode?(call: CodeCall & { readonly corpId: string }): void } | undefined;

const hasDingLogin = (): boolean => typeof dd !== 'undefined' && dd.getAuthCode !== undefined;
const isWecom = (): boolean => (Taro.getSystemInfoSync() as { readonly environment?: string }).environment === 'wxwork';

/** The platform that knows who holds this phone; null: none does. */
export function platformHere(): ConnectionKind | null {
  if (isWeb) return platformIn(window.navigator.userAgent);
  if (hasDingLogin()) return 'dingtalkApp';
  return isWecom() ? 'wecomApp' : null;
}

const codeBy = (ask: (call: CodeCall) => void): Promise<string | null> =>
  new Promise((resolve, reject) => ask({ success: ({ code, authCode }) => resolve(code ?? authCode ?? null), fail: reject }));

/** Asked as an expression, so that the mini-program's package goes without what only a page needs. */
const codeForPage =
  process.env.TARO_ENV === 'h5'
    ? (corpId: string): Promise<string> =>
        import('dingtalk-jsapi/entry/union')
          .then(() => import('dingtalk-jsapi/api/runtime/permission/requestAuthCode'))
          .then(({ requestAuthCode$ }) => requestAuthCode$({ corpId }))
          .then(({ code }) => code)
    : null;

/** A code for who holds this phone, from the app that it runs in; null: that app gives none, or not without `corpId`. */
export async function platformCode(platform: ConnectionKind, asked: { readonly corpId: string } | null): Promise<string | null> {
  if (codeForPage !== null) return platform === 'dingtalkApp' && asked !== null ? codeForPage(asked.corpId) : null;
  if (platform === 'wecomApp') return codeBy((call) => (wx.qy === undefined ? call.fail('no wx.qy') : wx.qy.login(call)));
  return asked === null
    ? null
    : codeBy((call) => (dd?.getAuthCode === undefined ? call.fail('no dd') : dd.getAuthCode({ ...call, corpId: asked.corpId })));
}

/** The rating page, which in a browser is a page of its own beside the app. */
export function openRating(path: string): void {
  if (isWeb) window.location.assign(`./rate?${path.split('?')[1] ?? ''}`);
  else void Taro.navigateTo({ url: path });
}

/** Off to a page of the platform; ours is not gone back to. */
export function openAddress(address: string): void {
  if (isWeb) window.location.replace(address);
}

/** What a platform's page sent us back with, once: it neither stays in the address nor in the history. Null: we come from nowhere. */
export function takeReturn(): { readonly code: string; readonly state: string } | null {
  if (!isWeb) return null;
  const { search, pathname, hash } = window.location;
  const query = new URLSearchParams(search);
  const state = query.get('state');
  if (state === null) return null;
  window.history.replaceState(window.history.state, '', `${pathname}${hash}`);
  return { code: query.get('code') ?? '', state };
}
