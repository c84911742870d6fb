import { isRefused, Trouble, isPassing, offline, threeParts, troubleFrom, troubleOf } from '../../miniapp/src/trouble.js';

describe('what the person reads when something fails', () => {
  test('what happened, what is safe, what to do', () => {
    expect(threeParts(offline(), '文字和照片已存在本机')).toBe('没有连上服务（网络中断或信号弱）。文字和照片已存在本机。请在连上网络后重试。');
  });

  test('the service’s own words come through', () => {
    const trouble = troubleFrom(409, {
      error: {
        id: 'version-conflict',
        message: '林静刚刚退回了这项任务。',
        remedy: '请看过最新情况后再提交。',
        facts: { version: 4 },
        requestId: 'r',
      },
    });
    expect(threeParts(trouble, '您写的内容还在')).toBe('林静刚刚退回了这项任务。您写的内容还在。请看过最新情况后再提交。');
    expect(trouble.facts['version']).toBe(4);
  });

  test('every fault is said once, with its place', () => {
    const faults = [{ place: '电话', message: '位数不对。' }];
    expect(threeParts(new Trouble(400, 'x', '有一处不能保存', { faults }))).toBe('有一处不能保存。电话位数不对。');
    expect(threeParts(new Trouble(400, 'x', '电话位数不对。', { faults }))).toBe('电话位数不对。');
  });

  test('a page that is not ours never reaches the person', () => {
    expect(troubleFrom(502, '<html>Bad Gateway</html>').message).toBe('服务正在重新启动');
    expect(troubleFrom(413, '<html>').message).toBe('文件太大');
    expect(troubleFrom(418, null).message).toBe('服务没有办成这件事');
  });

  test('a bug shows its number, nothing of its inside', () => {
    const trouble = troubleFrom(500, { error: { id: 'unexpected', message: '系统出错', requestId: 'r-17' } });
    expect(threeParts(trouble)).toBe('系统出错。问题编号 r-17。');
    expect(threeParts(troubleOf(new TypeError('x is undefined')))).not.toContain('undefined');
  });

  test('only what may go away by itself is tried again', () => {
    expect([0, 429, 500, 503].map((status) => isPassing(new Trouble(status, 'x', 'x')))).toEqual([true, true, true, true]);
    expect([-1, 400, 401, 403, 409, 413].some((status) => isPassing(new Trouble(status, 'x', 'x')))).toBe(false);
  });

  test('what is refused is not asked again in vain, and what gives no answer is', () => {
    expect([403, 404, 409].every((status) => isRefused(new Trouble(status, 'x', 'x')))).toBe(true);
    expect([-1, 0, 429, 500, 503].some((status) => isRefused(new Trouble(status, 'x', 'x')))).toBe(false);
  });
});
