/**
 * Photos and files in DingTalk's mini-program, which has no file system and no chats to pick from: photos are picked
 * compressed and kept by its own `saveFile`; what it cannot do is said, with where it can be done. Mini-program only.
 */
import Taro from '@tarojs/taro';
import { unlessCancelled } from './cancelled.js';
import type { Picked } from './picked.js';
import { Trouble } from './trouble.js';

/** Its uploads want to be told that they carry pictures. */
export const UPLOAD_MARKS = { fileType: 'image', hideLoading: true } as const;

const notHere = (what: string): Trouble => new Trouble(-1, 'not-here', `钉钉小程序里${what}`, { remedy: '请在电脑或手机浏览器里打开督办系统再办。' });

export async function pickPhotos(count: number): Promise<readonly Picked[]> {
  const chosen = await Taro.chooseImage({ count, sizeType: ['compressed'], sourceType: ['album', 'camera'] }).catch(unlessCancelled);
  return (chosen?.tempFilePaths ?? []).slice(0, count).map((path, index) => ({ path, name: `photo-${index + 1}.jpg`, kind: 'photo' }));
}

/** Where it cannot be kept it lives as long as this page. */
export const keep = async (path: string): Promise<string> => {
  const saved = await Taro.saveFile({ tempFilePath: path }).catch(() => null);
  return saved !== null && 'savedFilePath' in saved ? String(saved.savedFilePath) : path;
};

export const kept = (path: string): Promise<string | null> =>
  Taro.getSavedFileInfo({ filePath: path }).then(
    () => path,
    () => null,
  );

export const drop = (path: string): void => void Taro.removeSavedFile({ filePath: path }).catch(() => undefined);

export const refuseWorkbook = (): Promise<never> => Promise.reject(notHere('不能选台账文件'));

export const refuseFile = (): Promise<never> => Promise.reject(notHere('打不开这个文件'));

declare const dd: { readonly openLink: (options: { readonly url: string }) => void };

/** In DingTalk's own window; the address is signed and good for an hour. */
export async function openAddress(address: string): Promise<void> {
  dd.openLink({ url: address });
}
