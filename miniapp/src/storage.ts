/** The device's storage as our own few words, so that what keeps things needs no Taro and can be tested. */
import Taro from '@tarojs/taro';

export interface Storage {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  keys(): readonly string[];
}

export const deviceStorage: Storage = {
  get: (key) => Taro.getStorageSync(key) as unknown,
  set: (key, value) => Taro.setStorageSync(key, value),
  remove: (key) => Taro.removeStorageSync(key),
  keys: () => Taro.getStorageInfoSync().keys,
};
