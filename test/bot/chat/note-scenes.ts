/** What the system tells the office about itself, about ratings and about waiting, and the messages that only try a connection. */
import { noteMessage } from '../../../bot/chat/note-message.js';
import { trialMessage } from '../../../bot/actions/check-connection.js';
import { strangerWords, UNREAD } from '../../../bot/actions/hear.js';
import { testMessage } from '../../../bot/actions/test-robot.js';
import type { Note } from '../../../core/notice/note.js';
import { leftNote, outageNote } from '../../../core/notice/system-notes.js';
import { type Sight, troublesOf } from '../../../core/notice/troubles.js';
import { NO_RATINGS } from '../../../core/rating/satisfaction.js';
import { DEFAULT_RULES } from '../../../core/rating/model.js';
import { monthReportOf, type WaitCell } from '../../../core/rating/month-report.js';
import { followUpNote, monthNote, starNote, waitNote } from '../../../core/rating/rating-notes.js';
import { aroundAt } from './morning.js';
import { at, type Scene, TODAY } from './scene.js';

const { publicUrl } = aroundAt({ day: TODAY });

const noted = (name: string, notes: readonly [Note, ...Note[]], again = false): Scene => ({
  name,
  to: 'person',
  message: noteMessage(notes, again, publicUrl),
});
const announced = (name: string, note: Note): Scene => ({ ...noted(name, [note]), to: 'group' });

export const outage = (): Note => outageNote({ from: '2026-11-20', until: '2026-11-23', count: 14 }, at('17:55', '2026-11-19'), TODAY);

const SIGHT: Sight = {
  now: at('15:00'),
  late: 12,
  oldestDue: at('08:40'),
  stuck: 2,
  sweepStoppedAt: at('13:05'),
  unknown: 3,
  refused: 1,
  refusedWhy: '企业微信不接受这条消息的内容，没有发出',
  clocks: ['T31 的绿色通道已超时 3 小时，还没有人响应'],
  stoppedRobots: [{ name: '人事科群', why: '机器人已被移出群聊，或地址已失效。' }],
  stoppedApps: [{ name: '企业微信应用', why: 'Secret 不对或应用已停用。' }],
  takenLines: ['企业微信'],
  unreached: [{ name: '何俊', why: '企业微信里没有这个账号，或督办应用对此人不可见。' }],
};

const systemScenes = (): readonly Scene[] => [
  noted('停机以后 → 巡察办', [outage()]),
  noted(
    '两条系统通知 → 巡察办',
    [outage(), { title: '今天有 1 条消息被平台拒收', lines: ['是哪几条，写在“运行情况”里。'], opens: { page: 'operations' } }],
    true,
  ),
  ...troublesOf(SIGHT).map(({ kind, title, words, remedy, opens }) =>
    noted(`系统自查（${kind}） → 巡察办`, [{ title, lines: [words, remedy].filter((line) => line !== ''), opens: { page: opens } }]),
  ),
  announced('停机以后 → 巡察办群', outage()),
  noted('离开平台通讯录，还有任务 → 巡察办', [leftNote({ id: 'he', name: '何俊' }, 'wecomApp', '企业微信', 3, TODAY)]),
];

const cell = (windowId: string, hour: number, readings: number, average: number, within: number): WaitCell => ({
  ...{ windowId, day: '2026-11-10', hour, readings, within },
  minutes: readings * average,
});

function monthScenes(): readonly Scene[] {
  const windows = [
    { id: 'w3', name: '3 号窗口', active: true },
    { id: 'w5', name: '5 号窗口', active: true },
  ];
  const month = { month: '2026-11', target: DEFAULT_RULES.waitTarget, windows };
  const nothing = { cells: [], cellsBefore: [], counts: new Map(), countsBefore: new Map() };
  const rated = new Map([['w3', { ...NO_RATINGS, 5: 180, 4: 16, 1: 4 }]]);
  const busy = {
    cells: [cell('w3', 9, 20, 42, 4), cell('w3', 15, 20, 12, 20), cell('w5', 10, 20, 8, 20)],
    cellsBefore: [cell('w3', 9, 20, 20, 12)],
    counts: rated,
    countsBefore: rated,
  };
  return [
    noted('服务窗口月报 → 巡察办', [monthNote(monthReportOf({ ...month, ...busy }))]),
    noted('服务窗口月报，没有等候读数 → 巡察办', [monthNote(monthReportOf({ ...month, ...nothing, counts: rated }))]),
    noted('服务窗口月报，没有评价 → 巡察办', [monthNote(monthReportOf({ ...month, ...busy, counts: new Map() }))]),
  ];
}

const ratingScenes = (): readonly Scene[] => [
  noted('差评答复后又追评差评 → 巡察办', [followUpNote('r1', 1, { id: 't31', number: 31, measure: '3 号窗口差评：态度不好，让我跑了三趟' })]),
  noted('等候超过目标 → 巡察办和窗口处理人', [waitNote({ id: 'w3', name: '3 号窗口' }, { since: at('09:05'), minutes: 47 }, DEFAULT_RULES, TODAY)]),
  ...monthScenes(),
  announced('服务之星 → 单位群', starNote('star-2026-10', '2026-10', '李红（社保窗口）', '满意率 98.0 %（196 次评价）')),
];

const trialScenes = (): readonly Scene[] => [
  { name: '检查接入时的测试消息 → 检查的人', to: 'person', message: trialMessage('企业微信', publicUrl, at('15:00')) },
  { name: '群机器人的测试消息 → 单位群', to: 'group', message: testMessage('政务服务科群') },
  { name: '平台账号还没有登记 → 陌生人', to: 'person', message: { ...strangerWords('016422'), markdown: null, card: null } },
  { name: '平台没有告诉账号 → 陌生人', to: 'person', message: { ...strangerWords(null), markdown: null, card: null } },
  { name: '看不了的消息 → 说话的人', to: 'person', message: { ...UNREAD, markdown: null, card: null } },
];

export const noteScenes = (): readonly Scene[] => [...systemScenes(), ...ratingScenes(), ...trialScenes()];
