import { platformIn } from '../../miniapp/src/container.js';
import { comeBack, dropTicket, goAway, hasJustGone, keepTicket, keptTicket } from '../../miniapp/src/entry.js';
import { memoryStorage } from './memory-storage.js';

const NOON = new Date('2026-11-24T04:00:00Z');
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000);
const AWAY = { platform: 'wecomApp', verifier: 'v'.repeat(43), to: '/pages/task/index?id=t1' } as const;

describe('which app holds the page', () => {
  test.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.30 MicroMessenger/7.0.1 Language/zh',
      'wecomApp',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.215 Safari/537.36 wxwork/4.1.36 (MicroMessenger/6.2) WindowsWechat',
      'wecomApp',
    ],
    [
      'Mozilla/5.0 (Linux; U; Android 13; zh-CN; V2231A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UWS/5.12 Mobile Safari/537.36 AliApp(DingTalk/7.6.10) com.alibaba.android.rimet',
      'dingtalkApp',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; WOW64) Chrome/108.0 Safari/537.36 dingtalk-win/1.0.0 nw(0.14.7) DingTalk(7.6.0)', 'dingtalkApp'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.49 NetType/WIFI', null],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36', null],
  ])('%s', (userAgent, expected) => {
    expect(platformIn(userAgent)).toBe(expected);
  });
});

describe('away at the platform’s page', () => {
  test('whoever comes back goes on to where they were going, once', () => {
    const storage = memoryStorage();
    goAway(storage, AWAY, NOON);
    expect(comeBack(storage, later(20))).toMatchObject(AWAY);
    expect(comeBack(storage, later(21))).toBeNull();
  });

  test('for half a minute nobody is sent off again by itself', () => {
    const storage = memoryStorage();
    expect(hasJustGone(storage, NOON)).toBe(false);
    goAway(storage, AWAY, NOON);
    expect(hasJustGone(storage, later(29))).toBe(true);
    expect(hasJustGone(storage, later(31))).toBe(false);
  });

  test('after ten minutes, and where the clock was turned back, it is over', () => {
    const storage = memoryStorage();
    goAway(storage, AWAY, NOON);
    expect(comeBack(storage, later(600))).toBeNull();
    goAway(storage, AWAY, NOON);
    expect(comeBack(storage, later(-1))).toBeNull();
  });

  test.each([[null], ['words'], [{}], [{ at: 'noon' }]])('what a broken visit left (%j) is nothing', (kept) => {
    const storage = memoryStorage();
    storage.set('duban.away', kept);
    expect(comeBack(storage, NOON)).toBeNull();
    storage.set('duban.ticket', kept);
    expect(keptTicket(storage, NOON)).toBeNull();
  });
});

test('a ticket is good for half an hour, and gone when dropped', () => {
  const storage = memoryStorage();
  keepTicket(storage, { platform: 'dingtalkApp', ticket: 't' }, NOON);
  expect(keptTicket(storage, later(29 * 60))).toMatchObject({ platform: 'dingtalkApp', ticket: 't' });
  expect(keptTicket(storage, later(30 * 60))).toBeNull();
  dropTicket(storage);
  expect(keptTicket(storage, NOON)).toBeNull();
});
