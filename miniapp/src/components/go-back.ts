/** The way out of a page. */
import Taro from '@tarojs/taro';

/** To where one came from; on a page opened by its address, to one’s own tasks. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.reLaunch({ url: '/pages/my/index' });
}
