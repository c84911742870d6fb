/** The built mini-program on a desk: `dist/weapp` or `dist/dd` runs in a vm, its pages are shown, tapped and typed into. Logic, not painting. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type Context, createContext, runInContext } from 'node:vm';
import { type Data, type Shown, ancestorsOf, everyNode, readTemplates, showTree, wordsOf } from './weapp-tree.js';
import { createDing } from './ding-dd.js';
import { pictureOf } from './weapp-picture.js';
import { type Device, type Service, createWx, newDevice } from './weapp-wx.js';

interface PageConfig {
  readonly data?: object;
  readonly [name: string]: unknown;
}

interface OpenPage {
  readonly route: string;
  readonly options: Record<string, string>;
  readonly data: { root?: Data };
  readonly setData: (change: Record<string, unknown>, done?: () => void) => void;
  readonly [name: string]: unknown;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Phone {
  readonly device: Device;
  /** Opens a page as a link from a message would. */
  readonly open: (path: string) => Promise<void>;
  /** The page on top, as its path without a slash. */
  readonly at: () => string;
  /** The words on the page, a line a box. */
  readonly words: () => string;
  /** The page as HTML with the package's styles, for a browser to show. */
  readonly drawn: () => string;
  /** Waits until the page says it; fails with what the page says instead. */
  readonly sees: (words: string | RegExp) => Promise<void>;
  /** Taps what has these words: the whole text of a button if there is one, else what contains them. */
  readonly tap: (words: string) => Promise<void>;
  /** A finger goes over the task on the page, from one point to the other, in pixels of a screen 390 wide. */
  readonly sweep: (from: Spot, to: Spot) => Promise<void>;
  /** Types into the field with this label. */
  readonly type: (label: string, text: string) => Promise<void>;
  /** The network goes or comes back. */
  readonly turnNetwork: (isOnline: boolean) => void;
  /** The next answers to what is posted never arrive, though the service has done it. */
  readonly loseAnswers: (count: number) => void;
  readonly close: () => void;
}

const PATIENCE_MS = 25_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `root.cn.[0].cn.[1].v`: where Taro's setData writes. */
function write(data: object, path: string, value: unknown): void {
  const steps = path.split('.').map((step) => step.replace(/^\[(\d+)\]$/, '$1'));
  const last = steps.pop() ?? '';
  let place = data as Record<string, unknown>;
  for (const step of steps) {
    place[step] ??= {};
    place = place[step] as Record<string, unknown>;
  }
  place[last] = value;
}

const routeOf = (url: string): { route: string; options: Record<string, string> } => {
  const [route = '', query = ''] = url.replace(/^\//, '').split('?');
  const options = Object.fromEntries(
    query
      .split('&')
      .flatMap((pair) => (pair === '' ? [] : [pair.split('=')]))
      .map(([name = '', value = '']) => [name, value]),
  );
  return { route, options };
};

const call = (page: OpenPage, name: string, ...given: unknown[]): void => {
  const method = page[name];
  if (typeof method === 'function') method.apply(page, given);
};

/** Runs CommonJS files of the package with `require` among themselves. */
function createLoader(folder: string, context: Context): (file: string) => unknown {
  const loaded = new Map<string, { exports: unknown }>();
  const load = (file: string): unknown => {
    const path = file.endsWith('.js') ? file : `${file}.js`;
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} as unknown };
    loaded.set(path, module);
    const source = `(function (require, module, exports) {${readFileSync(join(folder, path), 'utf8')}\n})`;
    const run = runInContext(source, context, { filename: path }) as (require: (to: string) => unknown, module: object, exports: unknown) => void;
    run((to) => load(normalize(join(dirname(path), to))), module, module.exports);
    return module.exports;
  };
  return load;
}

interface AuthCall {
  readonly corpId: string;
  readonly success: (answer: { readonly authCode: string }) => void;
}
const dingOf = (codeFor: (corpId: string) => string) => ({
  getAuthCode: ({ corpId, success }: AuthCall) => void setTimeout(() => success({ authCode: codeFor(corpId) }), 0),
});

export interface Inside {
  /** Whose app it runs in. */
  readonly kind?: 'weapp' | 'dd';
  /** Runs inside WeCom, whose `wx.qy.login` gives this. */
  readonly wecomCode?: () => string;
  /** Runs where DingTalk's own calls are: what `dd.getAuthCode` gives for this organisation. */
  readonly dingtalkCode?: (corpId: string) => string;
}

export function createPhone(folder: string, service: Service, { kind = 'weapp', wecomCode, dingtalkCode }: Inside = {}): Phone {
  const templates = readTemplates(folder);
  const device = newDevice();
  device.wecomCode = wecomCode ?? null;
  const configs = new Map<string, PageConfig>();
  const stack: OpenPage[] = [];
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let registering = '';
  let app: Record<string, unknown> = {};
  let load: (file: string) => unknown = () => undefined;

  const later = (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run(...given);
    }, ms);
    timers.add(timer);
    return timer;
  };
  const again = (run: () => void, ms?: number) => {
    const timer = setInterval(run, ms);
    timers.add(timer);
    return timer;
  };
  const forget = (timer: ReturnType<typeof setTimeout> | undefined) => {
    if (timer !== undefined) timers.delete(timer);
    clearTimeout(timer);
    clearInterval(timer);
  };

  const show = async (url: string): Promise<void> => {
    const { route, options } = routeOf(url);
    if (!configs.has(route)) {
      registering = route;
      load(route);
    }
    const config = configs.get(route);
    if (config === undefined) throw new Error(`no page ${route}`);
    const page: OpenPage = {
      ...config,
      route,
      options,
      data: structuredClone(config.data ?? {}),
      setData: (change, done) => {
        for (const [path, value] of Object.entries(change)) write(page.data, path, JSON.parse(JSON.stringify(value ?? null)));
        if (done !== undefined) later(done, 0);
      },
    };
    stack.push(page);
    call(page, 'onLoad', options);
    call(page, 'onShow');
    await pause(0);
    call(page, 'onReady');
  };
  const drop = (count: number): void => {
    for (const page of stack.splice(stack.length - count, count).reverse()) call(page, 'onUnload');
  };
  const hideTop = (): void => {
    const page = stack.at(-1);
    if (page !== undefined) call(page, 'onHide');
  };

  const wx = createWx(device, service, {
    navigateTo: (url) => {
      hideTop();
      return show(url);
    },
    redirectTo: (url) => {
      drop(1);
      return show(url);
    },
    reLaunch: (url) => {
      drop(stack.length);
      return show(url);
    },
    navigateBack: async (delta) => {
      drop(Math.min(delta, stack.length - 1));
      const page = stack.at(-1);
      if (page !== undefined) call(page, 'onShow');
    },
  });
  const ding = kind === 'dd' ? { ...createDing(device, wx), ...(dingtalkCode === undefined ? {} : dingOf(dingtalkCode)) } : null;
  const context = createContext({
    ...(ding === null ? { wx } : { my: ding, dd: ding, navigator: { swuserAgent: 'DingTalk' } }),
    console,
    App: (config: Record<string, unknown>) => {
      app = config;
    },
    Page: (config: PageConfig) => void configs.set(registering, config),
    Component: () => undefined,
    getApp: () => app,
    getCurrentPages: () => [...stack],
    setTimeout: later,
    setInterval: again,
    clearTimeout: forget,
    clearInterval: forget,
  });
  load = createLoader(folder, context);
  load('app.js');
  const launch = app['onLaunch'];
  if (typeof launch === 'function') launch.call(app, { path: 'pages/my/index', query: {} });

  const tree = (): Shown => showTree(stack.at(-1)?.data.root ?? {}, templates);
  const words = (): string => wordsOf(tree()).trim();

  const send = (node: Shown, type: string, detail: object, touched: object = {}): void => {
    const page = stack.at(-1);
    if (page === undefined) return;
    const idOf = (one: Shown): string => one.data.uid ?? one.data.sid ?? '';
    const aim = { id: idOf(node), dataset: { sid: node.data.sid } };
    // As the real one does: every ancestor that binds the event hears it, from the inside out.
    const rises = type === 'tap' || type.startsWith('touch');
    for (const hears of [node, ...(rises ? ancestorsOf(node) : [])].filter((one) => one.binds.has(type))) {
      call(page, 'eh', {
        type,
        detail,
        target: aim,
        currentTarget: { id: idOf(hears), dataset: { sid: hears.data.sid } },
        timeStamp: 0,
        touches: [],
        ...touched,
      });
    }
  };

  const seen = async <T>(find: () => T | undefined, what: string): Promise<T> => {
    for (const begun = performance.now(); performance.now() - begun < PATIENCE_MS; await pause(25)) {
      const found = find();
      if (found !== undefined) return found;
    }
    throw new Error(`${what} is not on ${stack.at(-1)?.route ?? 'any page'}, which says:\n${words()}`);
  };

  const pressable = (node: Shown): boolean => [node, ...ancestorsOf(node)].some((one) => one.binds.has('tap'));
  const findTap = (wanted: string): Shown | undefined => {
    const nodes = everyNode(tree()).filter((node) => node.tag !== 'page' && node.tag !== '#text' && pressable(node));
    // A sheet lies above the page: what it says is tapped first.
    const above = nodes.filter((node) => ancestorsOf(node).some((one) => one.data.cl === 'sheet'));
    for (const part of above.length > 0 ? [above] : [nodes]) {
      const exact = part.filter((node) => node.text === wanted || node.text === `✓ ${wanted}`);
      const found = exact.at(-1) ?? part.filter((node) => node.text.includes(wanted)).at(-1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const findField = (label: string): Shown | undefined => {
    const box = everyNode(tree()).find((node) => /(^| )field( |$)/.test(node.data.cl ?? '') && node.children[0]?.text === label);
    return box === undefined ? undefined : everyNode(box).find((node) => node.tag === 'input' || node.tag === 'textarea');
  };

  return {
    device,
    open: async (path) => {
      drop(stack.length);
      await show(path);
    },
    at: () => stack.at(-1)?.route ?? '',
    words,
    drawn: () => pictureOf(tree(), folder, stack.at(-1)?.route ?? ''),
    sees: async (wanted) => {
      await seen(() => (typeof wanted === 'string' ? words().includes(wanted) : wanted.test(words())) || undefined, String(wanted));
    },
    tap: async (wanted) => {
      send(await seen(() => findTap(wanted), `a button “${wanted}”`), 'tap', {});
      await pause(20);
    },
    sweep: async (from, to) => {
      const onTask = await seen(() => everyNode(tree()).find((node) => (node.data.cl ?? '') === 'task-top'), 'a task');
      const touch = ({ x, y }: Spot) => ({ identifier: 0, clientX: x, clientY: y, pageX: x, pageY: y });
      send(onTask, 'touchstart', {}, { touches: [touch(from)], changedTouches: [touch(from)] });
      send(onTask, 'touchmove', {}, { touches: [touch(to)], changedTouches: [touch(to)] });
      send(onTask, 'touchend', {}, { touches: [], changedTouches: [touch(to)] });
      await pause(20);
    },
    type: async (label, text) => {
      send(await seen(() => findField(label), `a field “${label}”`), 'input', { value: text, cursor: text.length });
      await pause(20);
    },
    turnNetwork: (isOnline) => {
      device.isOnline = isOnline;
      for (const listener of device.networkListeners) listener({ isConnected: isOnline });
    },
    loseAnswers: (count) => {
      device.answersToLose = count;
    },
    close: () => {
      drop(stack.length);
      for (const timer of timers) forget(timer);
    },
  };
}
