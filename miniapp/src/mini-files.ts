/** Photos and files in WeChat's and WeCom's mini-program: picked, made smaller, kept until they are uploaded, opened. Mini-program only. */
import Taro from '@tarojs/taro';
import { unlessCancelled } from './cancelled.js';
import { withExifOf } from './exif-kept.js';
import { FILE_ENDINGS, type Picked, type PickedKind } from './picked.js';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1) || 'photo.jpg';
const files = () => Taro.getFileSystemManager();
const inOwnFolder = (name: string): string => `${Taro.env.USER_DATA_PATH ?? ''}/${name}`;
/** Written by us into the app's own folder, where it stays until we remove it. */
const isOurs = (path: string): boolean => path.startsWith(inOwnFolder(''));

export async function pickEvidence(room: number): Promise<readonly Picked[]> {
  const { tapIndex } = (await Taro.showActionSheet({ itemList: ['拍照或选图', '从聊天记录选文件'] }).catch(unlessCancelled)) ?? { tapIndex: -1 };
  if (tapIndex === 0) return pickPhotos(room);
  return tapIndex === 1 ? pickFiles(room) : [];
}

/** The original, since the platform's own compression drops what the camera wrote; we make it smaller ourselves. */
export async function pickPhotos(count: number): Promise<readonly Picked[]> {
  const chosen = await Taro.chooseImage({ count, sizeType: ['original'], sourceType: ['album', 'camera'] }).catch(unlessCancelled);
  return (chosen?.tempFiles ?? []).slice(0, count).map(({ path, size }) => ({ path, name: nameOf(path), kind: 'photo', bytes: size }));
}

async function pickFiles(count: number): Promise<readonly Picked[]> {
  const chosen = await Taro.chooseMessageFile({ count, type: 'file', extension: FILE_ENDINGS }).catch(unlessCancelled);
  return (chosen?.tempFiles ?? []).slice(0, count).map(({ path, name, size }) => ({ path, name, kind: 'file', bytes: size }));
}

export async function pickWorkbook(): Promise<Picked | null> {
  const chosen = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['xlsx', 'csv'] }).catch(unlessCancelled);
  const file = chosen?.tempFiles[0];
  return file === undefined ? null : { path: file.path, name: file.name };
}

const bytesAt = (filePath: string): Promise<Uint8Array | null> =>
  new Promise((resolve) => {
    files().readFile({
      filePath,
      success: ({ data }) => resolve(typeof data === 'string' ? null : new Uint8Array(data)),
      fail: () => resolve(null),
    });
  });

/** Where anything fails the photo goes up as it is. */
async function compressed(key: string, path: string): Promise<string> {
  const { tempFilePath } = await Taro.compressImage({ src: path, quality: 85, compressedWidth: 2000 }).catch(() => ({ tempFilePath: path }));
  const [original, smaller] = tempFilePath === path ? [null, null] : [await bytesAt(path), await bytesAt(tempFilePath)];
  const whole = original === null || smaller === null ? null : withExifOf(original, smaller);
  if (whole === null || whole === smaller) return tempFilePath;
  const filePath = inOwnFolder(`photo-${key}.jpg`);
  return new Promise((resolve) => {
    files().writeFile({ filePath, data: whole.buffer as ArrayBuffer, success: () => resolve(filePath), fail: () => resolve(tempFilePath) });
  });
}

export async function keep(key: string, path: string, kind: PickedKind): Promise<string> {
  const made = kind === 'photo' ? await compressed(key, path) : path;
  if (isOurs(made)) return made;
  return new Promise((resolve) => {
    files().saveFile({ tempFilePath: made, success: (done) => resolve(String(done.savedFilePath)), fail: () => resolve(made) });
  });
}

export const kept = (path: string): Promise<string | null> =>
  new Promise((resolve) => {
    files().access({ path, success: () => resolve(path), fail: () => resolve(null) });
  });

export function drop(path: string): void {
  if (isOurs(path)) files().unlink({ filePath: path, fail: () => undefined });
  else files().removeSavedFile({ filePath: path, fail: () => undefined });
}

export async function openBytes(bytes: ArrayBuffer, name: string): Promise<void> {
  const filePath = inOwnFolder(name);
  files().writeFileSync(filePath, bytes);
  await Taro.openDocument({ filePath, showMenu: true });
}

let shown: string | null = null;

/** The one shown before goes: the device keeps none for longer than it is looked at. */
export async function showBytes(bytes: ArrayBuffer, id: string): Promise<void> {
  if (shown !== null) files().unlink({ filePath: shown, fail: () => undefined });
  shown = inOwnFolder(`original-${id}.jpg`);
  files().writeFileSync(shown, bytes);
  await Taro.previewImage({ current: shown, urls: [shown] });
}

export async function openAddress(address: string, name: string): Promise<void> {
  const { tempFilePath } = await Taro.downloadFile({ url: address });
  const ending = FILE_ENDINGS.find((one) => name.toLowerCase().endsWith(`.${one}`));
  await Taro.openDocument({
    filePath: tempFilePath,
    showMenu: true,
    ...(ending === undefined ? {} : { fileType: ending as 'pdf' | 'docx' | 'xlsx' }),
  });
}
