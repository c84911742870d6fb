/** What the leading group reads of a week. */
import { weeklyDocument, weeklyMessage, weeklyPicture } from '../../../bot/chat/weekly-message.js';
import { traitsOf } from '../../../core/insight/board.js';
import { lightOf } from '../../../core/insight/light.js';
import { weekReportOf } from '../../../core/insight/week-report.js';
import { isListed } from '../../../core/ledger/listing.js';
import type { Task } from '../../../core/ledger/model.js';
import { isInReview, isOpen } from '../../../core/ledger/status.js';
import { aFinding } from '../../support/make.js';
import { aroundAt, calendar } from './morning.js';
import { at, type Scene } from './scene.js';
import { hall, listed, many } from './scene-tasks.js';

export function weekScenes(): readonly Scene[] {
  const monday = '2026-11-30';
  const around = aroundAt({ day: monday });
  const finding = aFinding();
  const done = hall({ id: 'done', status: 'closed', percent: 100, closedAt: at('10:00', '2026-11-26') });
  const tasks = [
    ...many([-4, -2, 8, 9, 40], (index) => ({ unitId: index % 2 === 0 ? 'section' : 'other', listing: index === 0 ? listed('listed') : null })),
    done,
  ];
  const reportOf = (list: readonly Task[]) => {
    const seen = list.map((task) => ({ task, finding, light: lightOf(task, monday, around.book.base, calendar) }));
    const facts = {
      cells: seen.map(({ task, light }) => ({ ...traitsOf(task, light, monday, calendar), unitId: task.unitId, count: 1 })),
      inReview: list.filter(isInReview).length,
      pressing: seen.filter(({ task, light }) => isOpen(task) && ['red', 'yellow'].includes(light.light)),
      late: seen.filter(({ light }) => light.light === 'red'),
      listed: seen.filter(({ task }) => isListed(task)),
    };
    return weekReportOf(facts, { monday, at: at('09:10', monday), roster: around.roster });
  };
  const week = {
    report: reportOf(tasks),
    before: null,
    pictureUrl: `${around.publicUrl}/api/weeks/${monday}/picture?sign=x`,
    documentUrl: `${around.publicUrl}/api/weeks/${monday}/report?sign=x`,
  };
  return [
    { name: '督办周报 → 领导小组群', to: 'group', message: weeklyMessage(week, false, around) },
    { name: '督办周报，全部办结 → 领导小组群', to: 'group', message: weeklyMessage({ ...week, report: reportOf([done]) }, false, around) },
    { name: '督办周报图 → 领导小组群', to: 'group', message: weeklyPicture(week, Buffer.alloc(1), around) },
    {
      name: '督办周报文件 → 领导小组群',
      to: 'group',
      message: weeklyDocument(week, { name: '督办周报 2026年11月30日.docx', bytes: Buffer.alloc(1) }),
    },
  ];
}
