/** `dd` and `my` as far as the built DingTalk package asks for them: other names and shapes over the same phone, and no file system. */
import { answering, type Call, type Device } from './weapp-wx.js';

const textOf = (value: unknown): string => String(value ?? '');

export function createDing(device: Device, wx: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const asWx = (name: string, call: object): void => (wx[name] as (call: object) => void)(call);
  const sync = (name: string, ...given: unknown[]): unknown => (wx[name] as (...given: unknown[]) => unknown)(...given);
  /** Calls the WeChat one and hands its answer over in DingTalk's words. */
  const via = (name: string, call: Call, given: object, shape: (answer: Record<string, unknown>) => object): unknown =>
    asWx(name, {
      ...given,
      success: (answer: Record<string, unknown>) => call.success?.(shape(answer)),
      fail: ({ errMsg }: { errMsg: string }) => call.fail?.({ error: /cancel/.test(errMsg) ? 11 : 2, errorMessage: errMsg }),
      complete: () => call.complete?.({}),
    });
  const stored = (call: Call): string => {
    const path = textOf(call['apFilePath']);
    if (!device.files.has(path)) throw new Error('no such file');
    return path;
  };
  const same = Object.fromEntries(
    [
      ...['navigateTo', 'redirectTo', 'reLaunch', 'navigateBack', 'pageScrollTo', 'getStorageInfoSync', 'nextTick', 'createSelectorQuery'],
      ...['onNetworkStatusChange', 'offNetworkStatusChange', 'getSystemInfoSync', 'getWindowInfo', 'getDeviceInfo', 'getAppBaseInfo'],
      ...['getLaunchOptionsSync', 'getEnterOptionsSync', 'canIUse'],
    ].map((name) => [name, wx[name]]),
  );
  return {
    ...same,
    SDKVersion: '2.0.0',
    getStorageSync: ({ key }: { key: string }) => ({ data: device.storage.has(key) ? device.storage.get(key) : null }),
    setStorageSync: ({ key, data }: { key: string; data: unknown }) => sync('setStorageSync', key, data),
    removeStorageSync: ({ key }: { key: string }) => sync('removeStorageSync', key),
    request: (call: Call) => {
      via('request', call, { ...call, header: call['headers'] }, ({ statusCode, data }) => ({ status: statusCode, data, headers: {} }));
      return { abort: () => undefined };
    },
    uploadFile: (call: Call) => {
      if (call['fileType'] !== 'image') throw new Error('DingTalk asks for fileType');
      via('uploadFile', call, { ...call, name: call['fileName'] }, (answer) => answer);
      return { abort: () => undefined };
    },
    chooseImage: (call: Call) => via('chooseImage', call, call, ({ tempFilePaths }) => ({ apFilePaths: tempFilePaths })),
    saveFile: answering('saveFile', (call) => {
      const path = `https://resource/saved-${device.files.size}.image`;
      const bytes = device.files.get(stored(call));
      if (bytes !== undefined) device.files.set(path, bytes);
      return { apFilePath: path };
    }),
    getSavedFileInfo: answering('getSavedFileInfo', (call) => ({ size: device.files.get(stored(call))?.length ?? 0 })),
    removeSavedFile: answering('removeSavedFile', (call) => void device.files.delete(stored(call))),
    previewImage: answering('previewImage', (call) => void device.shown.push(textOf((call['urls'] as string[])[Number(call['current'])]))),
    makePhoneCall: answering('makePhoneCall', () => undefined),
    alert: answering('alert', (call) => void device.shown.push(textOf(call['content']))),
    showToast: answering('showToast', () => undefined),
    openLink: ({ url }: { url: string }) => void device.shown.push(url),
  };
}
