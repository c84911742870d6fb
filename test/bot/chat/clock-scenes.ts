/** What is read of an emergency clock. */
import { emergencyMessage } from '../../../bot/chat/emergency-message.js';
import { namingClocks } from '../../../bot/chat/naming.js';
import type { OutboxNotice } from '../../../bot/services.js';
import type { EmergencyClock, Task } from '../../../core/ledger/model.js';
import { clockNews, emergencyNotices } from '../../../core/notice/emergency.js';
import type { NoticeDraft, Recipient } from '../../../core/notice/model.js';
import { aFinding } from '../../support/make.js';
import { momentAt, namingMoment } from './morning.js';
import { at, type Scene } from './scene.js';
import { hall } from './scene-tasks.js';
import { morning } from './telling.js';

const CLOCK: EmergencyClock = {
  number: 1,
  kind: 'hours',
  startedAt: at('14:20'),
  startedBy: 'fang',
  names: ['he'],
  cause: '大厅停电，群众滞留',
  respondedAt: null,
  endedAt: null,
  reason: '',
};

function clockScene(
  name: string,
  recipient: Recipient,
  tasks: readonly Task[],
  time: string,
  { sensitive = false, drafts, isNaming = false }: { sensitive?: boolean; drafts?: readonly NoticeDraft[]; isNaming?: boolean } = {},
): readonly Scene[] {
  const { roster } = momentAt(morning);
  const now = at(time);
  const told = (drafts ?? tasks.flatMap((task) => emergencyNotices(task, { now, roster }))).filter(
    (draft) => draft.recipient.kind === recipient.kind && draft.recipient.id === recipient.id,
  );
  const clocked = told.flatMap((draft) => {
    const task = tasks.find(({ id }) => id === draft.taskId);
    return task === undefined
      ? []
      : [{ notice: { ...draft, lane: '', state: 'waiting', unknowns: 0 } as OutboxNotice, task, finding: aFinding({ sensitive }) }];
  });
  const message = emergencyMessage(recipient, clocked, { roster, now, publicUrl: 'https://duban.test' }, []);
  return [
    {
      name,
      to: recipient.kind,
      message: recipient.kind === 'group' && isNaming ? namingClocks(message, recipient.id, clocked, namingMoment(morning)) : message,
    },
  ];
}

export function clockScenes(): readonly Scene[] {
  const { roster } = momentAt(morning);
  const task = hall({ emergency: CLOCK });
  const responded = hall({ version: 2, emergency: { ...CLOCK, respondedAt: at('14:50') } });
  const ended = hall({ version: 3, emergency: { ...CLOCK, respondedAt: at('14:50'), endedAt: at('16:00'), reason: '已恢复供电' } });
  const news = clockNews(task, responded, { rung: 'responded', by: { id: 'he', name: '何俊' }, said: '正在赶往现场' }, { now: at('14:50'), roster });
  const end = clockNews(responded, ended, { rung: 'ended', by: { id: 'fang', name: '方正' }, said: '已恢复供电' }, { now: at('16:00'), roster });
  const second = hall({ id: 't32', number: 32, measure: '增设“综合窗口”', emergency: { ...CLOCK, kind: 'days', cause: '' } });
  return [
    ...clockScene('绿色通道启动 → 点名的办理人', { kind: 'person', id: 'he' }, [task], '14:20'),
    ...clockScene('绿色通道过了一半 → 点名的办理人', { kind: 'person', id: 'he' }, [task], '14:50'),
    ...clockScene('响应超时 → 责任领导', { kind: 'person', id: 'chen' }, [task], '15:20'),
    ...clockScene('响应超时 2 小时 → 领导小组', { kind: 'person', id: 'song' }, [task], '17:20'),
    ...clockScene('两项绿色通道 → 点名的办理人', { kind: 'person', id: 'he' }, [task, second], '14:20'),
    ...clockScene('敏感的绿色通道 → 点名的办理人', { kind: 'person', id: 'he' }, [task], '14:20', { sensitive: true }),
    ...clockScene('绿色通道启动 → 单位群', { kind: 'group', id: 'unit:section' }, [task], '14:20'),
    ...clockScene('绿色通道启动，允许点名 → 单位群', { kind: 'group', id: 'unit:section' }, [task], '14:20', { isNaming: true }),
    ...clockScene('已响应 → 巡察办（启动的人）', { kind: 'person', id: 'fang' }, [responded], '14:50', { drafts: news }),
    ...clockScene('绿色通道结束 → 点名的办理人', { kind: 'person', id: 'he' }, [ended], '16:00', { drafts: end }),
  ];
}
