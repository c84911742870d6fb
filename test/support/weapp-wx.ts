/** `wx` as far as the built mini-program asks for it: the network is real, storage and files live in memory. */
import { Buffer } from 'node:buffer';
import sharp from 'sharp';

export type Call = Record<string, unknown> & {
  success?: (answer: unknown) => void;
  fail?: (error: unknown) => void;
  complete?: (answer: unknown) => void;
};

/** What the person's phone holds and what their fingers would choose next. */
export interface Device {
  readonly storage: Map<string, unknown>;
  readonly files: Map<string, Buffer>;
  /** Paths in `files` that the next chooseImage gives. */
  nextPhotos: readonly string[];
  /** False: every request fails as without a network. */
  isOnline: boolean;
  /** How many of the next answers never arrive, though the service has done what was asked. */
  answersToLose: number;
  readonly networkListeners: Set<(state: { isConnected: boolean }) => void>;
  readonly shown: string[];
  /** Inside WeCom: what `wx.qy.login` gives; null: WeChat itself, which has none. */
  wecomCode: (() => string) | null;
}

export interface Navigation {
  navigateTo(url: string): Promise<void>;
  redirectTo(url: string): Promise<void>;
  reLaunch(url: string): Promise<void>;
  navigateBack(delta: number): Promise<void>;
}

/** The address the package was built for and the one the service really has. */
export interface Service {
  readonly built: string;
  readonly real: string;
}

export const newDevice = (): Device => ({
  storage: new Map(),
  files: new Map(),
  nextPhotos: [],
  isOnline: true,
  answersToLose: 0,
  networkListeners: new Set(),
  shown: [],
  wecomCode: null,
});

/** Every mini-program call: answers through success or fail, then complete; never inside the caller's turn. */
export const answering =
  (name: string, work: (call: Call) => Promise<object | void> | object | void) =>
  (call: Call = {}): void => {
    void Promise.resolve()
      .then(() => work(call))
      .then(
        (given) => {
          const answer = { errMsg: `${name}:ok`, ...given };
          call.success?.(answer);
          call.complete?.(answer);
        },
        (error: unknown) => {
          const failure = { errMsg: `${name}:fail ${String(error)}` };
          call.fail?.(failure);
          call.complete?.(failure);
        },
      );
  };

const textOf = (value: unknown): string => String(value ?? '');
const headersOf = (call: Call): Record<string, string> => ({ ...(call['header'] as Record<string, string> | undefined) });

export function createWx(device: Device, service: Service, navigation: Navigation): Record<string, unknown> {
  const addressOf = (url: unknown): string => textOf(url).replace(service.built, service.real);
  const ask = async (url: unknown, init: RequestInit): Promise<Response> => {
    if (!device.isOnline) throw new Error('network is off');
    const answer = await fetch(addressOf(url), init);
    if (init.method === 'POST' && device.answersToLose > 0) {
      device.answersToLose -= 1;
      throw new Error('connection was cut');
    }
    return answer;
  };
  const request = async (call: Call): Promise<object> => {
    const method = textOf(call['method'] ?? 'GET');
    const body = method === 'GET' || call['data'] === undefined ? {} : { body: JSON.stringify(call['data']) };
    const answer = await ask(call['url'], { method, headers: headersOf(call), ...body });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (call['responseType'] === 'arraybuffer') return { statusCode: answer.status, data: bytes, header: {} };
    const text = bytes.toString('utf8');
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return { statusCode: answer.status, data: isJson ? (JSON.parse(text) as unknown) : text, header: {} };
  };
  const upload = async (call: Call): Promise<object> => {
    const bytes = device.files.get(textOf(call['filePath']));
    if (bytes === undefined) throw new Error(`no such file ${textOf(call['filePath'])}`);
    const form = new FormData();
    for (const [name, value] of Object.entries((call['formData'] as Record<string, string> | undefined) ?? {})) form.append(name, value);
    // The mini-program names the part by the file's path; it knows no other name.
    form.append(textOf(call['name']), new Blob([new Uint8Array(bytes)]), textOf(call['filePath']).split('/').pop());
    const answer = await ask(call['url'], { method: 'POST', headers: headersOf(call), body: form });
    return { statusCode: answer.status, data: await answer.text() };
  };
  const fileSystem = {
    saveFile: answering('saveFile', (call) => {
      const path = `wxfile://store/${device.files.size}.jpg`;
      const bytes = device.files.get(textOf(call['tempFilePath']));
      if (bytes === undefined) throw new Error('no such file');
      device.files.set(path, bytes);
      return { savedFilePath: path };
    }),
    access: answering('access', (call) => {
      if (!device.files.has(textOf(call['path']))) throw new Error('no such file');
    }),
    removeSavedFile: answering('removeSavedFile', (call) => void device.files.delete(textOf(call['filePath']))),
    readFile: answering('readFile', (call) => {
      const bytes = device.files.get(textOf(call['filePath']));
      if (bytes === undefined) throw new Error('no such file');
      return { data: new Uint8Array(bytes).buffer };
    }),
    writeFile: answering('writeFile', (call) => void device.files.set(textOf(call['filePath']), Buffer.from(call['data'] as ArrayBuffer))),
    unlink: answering('unlink', (call) => void device.files.delete(textOf(call['filePath']))),
    writeFileSync: (path: string, bytes: ArrayBuffer) => void device.files.set(path, Buffer.from(bytes)),
  };
  const { wecomCode } = device;
  const system = {
    ...(wecomCode === null ? {} : { environment: 'wxwork' }),
    platform: 'devtools',
    SDKVersion: '3.7.0',
    windowWidth: 390,
    windowHeight: 844,
    pixelRatio: 2,
    language: 'zh_CN',
    brand: 'test',
    model: 'test',
  };
  return {
    ...(wecomCode === null ? {} : { qy: { login: answering('qy.login', () => ({ code: wecomCode() })) } }),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    request: (call: Call) => {
      answering('request', request)(call);
      return { abort: () => undefined };
    },
    uploadFile: (call: Call) => {
      answering('uploadFile', upload)(call);
      return { abort: () => undefined, onProgressUpdate: () => undefined };
    },
    downloadFile: answering('downloadFile', async (call) => {
      const answer = await ask(call['url'], { headers: headersOf(call) });
      const path = `wxfile://tmp/${device.files.size}.jpg`;
      device.files.set(path, Buffer.from(await answer.arrayBuffer()));
      return { statusCode: answer.status, tempFilePath: path };
    }),
    getStorageSync: (key: string) => device.storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void device.storage.set(key, structuredClone(value)),
    removeStorageSync: (key: string) => void device.storage.delete(key),
    getStorageInfoSync: () => ({ keys: [...device.storage.keys()], currentSize: 0, limitSize: 10_240 }),
    getFileSystemManager: () => fileSystem,
    showActionSheet: answering('showActionSheet', () => ({ tapIndex: 0 })),
    chooseImage: answering('chooseImage', () => {
      if (device.nextPhotos.length === 0) throw new Error('cancel');
      const tempFiles = device.nextPhotos.map((path) => ({ path, size: device.files.get(path)?.length ?? 0 }));
      return { tempFilePaths: device.nextPhotos, tempFiles };
    }),
    // As the real one does: smaller, and what the camera wrote is gone.
    compressImage: answering('compressImage', async (call) => {
      const bytes = await sharp(device.files.get(textOf(call['src'])))
        .autoOrient()
        .resize({ width: Number(call['compressedWidth']), withoutEnlargement: true })
        .jpeg()
        .toBuffer();
      const path = `wxfile://tmp/compressed-${device.files.size}.jpg`;
      device.files.set(path, bytes);
      return { tempFilePath: path };
    }),
    previewImage: answering('previewImage', (call) => void device.shown.push(textOf(call['current']))),
    showModal: answering('showModal', (call) => {
      device.shown.push(textOf(call['content']));
      return { confirm: true, cancel: false };
    }),
    makePhoneCall: answering('makePhoneCall', () => undefined),
    pageScrollTo: answering('pageScrollTo', () => undefined),
    onNetworkStatusChange: (listener: (state: { isConnected: boolean }) => void) => void device.networkListeners.add(listener),
    offNetworkStatusChange: (listener: (state: { isConnected: boolean }) => void) => void device.networkListeners.delete(listener),
    getSystemInfoSync: () => system,
    getWindowInfo: () => system,
    getDeviceInfo: () => system,
    getAppBaseInfo: () => system,
    getLaunchOptionsSync: () => ({ path: 'pages/my/index', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: 'pages/my/index', query: {}, scene: 1001 }),
    canIUse: () => true,
    nextTick: (run: () => void) => void setTimeout(run, 0),
    createSelectorQuery: () => ({}),
    navigateTo: answering('navigateTo', (call) => navigation.navigateTo(textOf(call['url']))),
    redirectTo: answering('redirectTo', (call) => navigation.redirectTo(textOf(call['url']))),
    reLaunch: answering('reLaunch', (call) => navigation.reLaunch(textOf(call['url']))),
    navigateBack: answering('navigateBack', (call) => navigation.navigateBack(Number(call['delta'] ?? 1))),
  };
}
