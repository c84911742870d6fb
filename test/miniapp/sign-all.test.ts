/** 全部签收: how many went through is said, and which did not and why. */
import { signAll, type ToSign } from '../../miniapp/src/sign-all.js';
import { offline, Trouble } from '../../miniapp/src/trouble.js';

const tasks: readonly ToSign[] = ['增设窗口', '更新设备', '公示流程'].map((measure, at) => ({ id: `t${at}`, version: 1, measure }));

test('one task says what the service answered, several how many were signed', async () => {
  const signOne = async () => '已签收。下一次提醒：12月17日（周四）。';
  expect(await signAll(tasks.slice(0, 1), signOne)).toEqual({ done: '已签收。下一次提醒：12月17日（周四）。', wrong: null });
  expect(await signAll(tasks, signOne)).toEqual({ done: '已签收 3 项。', wrong: null });
});

test('a task that is refused is named with the reason, and the others are signed all the same', async () => {
  const signOne = async ({ id }: ToSign) => {
    if (id === 't1') throw new Trouble(409, 'task-changed', '这项任务刚刚有了变化：何俊 签收。');
    return '';
  };
  expect(await signAll(tasks, signOne)).toEqual({ done: '已签收 2 项。', wrong: '“更新设备”没有签收：这项任务刚刚有了变化：何俊 签收。' });
});

test('where the network is lost the rest is counted and not tried', async () => {
  const tried: string[] = [];
  const signOne = async ({ id }: ToSign) => {
    tried.push(id);
    if (id === 't1') throw offline();
    return '';
  };
  const { done, wrong } = await signAll(tasks, signOne);
  expect(tried).toEqual(['t0', 't1']);
  expect(done).toBe('已签收 1 项。');
  expect(wrong).toBe('“更新设备”没有签收：没有连上服务（网络中断或信号弱）。请在连上网络后重试。\n还有 1 项没有签收，请稍后再点。');
});
