/** What a person reads: title, lines, why and what next, and where the buttons lead. */
import type { MessageWords } from '../../../bot/services.js';
import type { Task } from '../../../core/ledger/model.js';
import { instantAt } from '../../../core/time/day.js';
import { aTask, CENTRE, dueOn } from '../../support/make.js';
import { afterAct, morningOf, SECTION_LEADER } from './morning.js';

const tide = (facts: Partial<Task> = {}) => aTask({ number: 31, ...dueOn('2026-12-20'), ...facts });
const card = (message: MessageWords | null) => {
  if (message?.card == null) throw new Error('no message');
  return message.card;
};
const lines = (message: MessageWords | null) => card(message).lines.map(({ key, value }) => `${key}|${value}`);
const links = (message: MessageWords | null) =>
  card(message).links.map(({ words, url }) => `${words} ${url.replace('https://duban.test/#/pages/', '')}`);

describe('a reminder to the owner', () => {
  const thursday = { day: '2026-12-17' };

  test('of one task says what, by when, why you, what comes next, and leads to the report', () => {
    const task = tide();
    const message = morningOf('he', [task], thursday);
    expect(card(message)).toMatchObject({ source: '督办', title: '还剩 3 天：增设“潮汐窗口”', subtitle: null });
    expect(lines(message)).toEqual(['完成时限|12月20日（周日）前', '进展|还没有填报', '编号|T31 · 问题 1 · 政务服务科']);
    expect(card(message).foot).toBe(
      '您是责任人。12月20日（周日）不是工作日，可顺延到 12月21日（周一），最后一次提醒在 12月18日（周五）。12月22日（周二）仍未申请验收的，按督办规则同步责任领导（陈立同志）。',
    );
    expect(links(message)).toEqual([
      `填报进展 report/index?id=${task.id}`,
      `已知悉 task/index?id=${task.id}&do=acknowledge`,
      `申请延期 task/index?id=${task.id}&do=askExtension`,
    ]);
    // The next one speaks tomorrow: there is no day to put it off to.
    expect(card(message).buttons).toEqual([{ words: '已知悉', key: `acknowledge:${task.id}:1.due-before-3` }]);
  });

  test('of several is one message, the most urgent first, at most six lines', () => {
    const tasks = [
      tide({ measure: '推行“一件事一次办”', ...dueOn('2026-12-24') }),
      tide(),
      ...Array.from({ length: 6 }, (_, index) => tide({ measure: `措施${index + 1}`, ...dueOn('2026-12-24') })),
    ];
    const message = morningOf('he', tasks, thursday);
    expect(card(message)).toMatchObject({ title: '8 项整改任务临近时限', subtitle: '最近一项还剩 3 天' });
    expect(lines(message)).toHaveLength(6);
    expect(lines(message)[0]).toBe('还剩3天|31号 增设“潮汐窗口”');
    expect(lines(message)[5]).toBe('另有|3 项，请打开查看');
    expect(links(message)).toEqual([`填报最急一项 report/index?id=${tasks[1]?.id}`, '查看全部 my/index', '已知悉 my/index?do=acknowledge']);
    // More than stand on the card: it is asked which are meant.
    expect(card(message).buttons?.map(({ words }) => words)).toEqual(['选择回应']);
    expect(card(message).buttons?.[0]?.key.split(',')).toHaveLength(8);
    expect(message?.text.match(/还剩/g)?.length).toBeGreaterThanOrEqual(8);
  });

  test('of few is answered for all of them by one tap, or put off', () => {
    const tasks = [tide(dueOn('2026-12-24')), tide({ measure: '增设“综合窗口”', ...dueOn('2026-12-24') })];
    const { buttons = [] } = card(morningOf('he', tasks, thursday));
    const list = tasks.map(({ id }) => `${id}:1.due-before-7`).join(',');
    expect(buttons).toEqual([
      { words: '已知悉', key: `acknowledge:${list}` },
      { words: '稍后提醒', key: `choose:${list}` },
    ]);
  });

  test('of so many that no button holds them leads to the page', () => {
    const many = Array.from({ length: 40 }, (_, index) => tide({ id: `${index}`.padStart(24, '0'), measure: `措施${index}` }));
    const { buttons, links: shown } = card(morningOf('he', many, thursday));
    expect(buttons).toBeUndefined();
    expect(shown.map(({ words }) => words)).toContain('已知悉');
  });

  test('on the last day before a weekend says that it is the last one', () => {
    expect(card(morningOf('he', [tide()], { day: '2026-12-18' })).foot).toMatch(
      /12月20日（周日）不是工作日，可顺延到 12月21日（周一），这是最后一次提醒。/,
    );
  });

  test('a day of a year whose holidays are not known is said to be about', () => {
    const message = morningOf('he', [tide(dueOn('2026-12-31'))], { day: '2026-12-31' });
    expect(card(message).title).toBe('今天到期：增设“潮汐窗口”');
    expect(card(message).foot).toMatch(/2027年1月1日（周五）前后仍未申请验收的/);
  });
});

describe('a reminder told once more', () => {
  test('says that nobody answered and what counts as an answer, and comes no third time', () => {
    const { foot } = card(morningOf('he', [tide()], { day: '2026-12-23' }));
    expect(foot).toMatch(/上次提醒后还没有您的回应，再提醒一次。填报进展、申请延期或点“已知悉”，都算回应。$/);
  });

  test('beside others says of how many', () => {
    const { foot } = card(morningOf('he', [tide(), tide(dueOn('2026-12-24'))], { day: '2026-12-23' }));
    expect(foot).toMatch(/其中 1 项上次提醒后还没有您的回应/);
  });

  test('is not asked of a leader', () => {
    const message = morningOf('chen', [tide()], { day: '2026-12-23' });
    expect(card(message).foot).not.toMatch(/回应/);
    expect(card(message).buttons).toBeUndefined();
  });
});

describe('an escalation', () => {
  const tuesday = { day: '2026-12-22' };

  test('tells the owner who has been told, and who comes next on which day', () => {
    expect(card(morningOf('he', [tide()], tuesday)).foot).toBe(
      '您是责任人。已同步责任领导（陈立同志）。请现在填报进展；已完成的请申请验收。12月24日（周四）仍未申请验收的，按督办规则同步主要负责人（高远同志）和巡察办。没有回应的，12月23日（周三）再提醒一次。',
    );
  });

  test('tells the leader by unit, with owner and percentage', () => {
    const plan = tide({ measure: '重新规划窗口布局', unitId: 'other', ownerId: 'zhou', percent: 60, ...dueOn('2026-12-18') });
    const message = morningOf('chen', [plan, tide()], tuesday);
    expect(card(message)).toMatchObject({
      source: '督办 · 逾期情况',
      title: '您分管的 2 项任务已逾期',
      subtitle: '综合科 1 项，4 天；政务服务科 1 项，1 天',
    });
    expect(lines(message)).toEqual(['逾期4天|31号 重新规划窗口布局（周敏，60%）', '逾期1天|31号 增设“潮汐窗口”（何俊，未填报）']);
    expect(card(message).foot).toBe(
      '您是责任领导，请您协调推进。“重新规划窗口布局”已同步主要负责人（高远同志）和巡察办。12月24日（周四）仍未申请验收的 1 项，按督办规则同步主要负责人（高远同志）和巡察办；12月25日（周五）仍未申请验收的 1 项，同步领导小组。',
    );
    expect(links(message)).toEqual(['查看 my/index', `催办最急一项 task/index?id=${plan.id}&do=urge`]);
    expect(links(morningOf('chen', [plan], tuesday))).toEqual([`查看 task/index?id=${plan.id}`, `催办 task/index?id=${plan.id}&do=urge`]);
    expect(links(morningOf('song', [tide(dueOn('2026-12-15'))], tuesday))).toHaveLength(1);
  });

  test('leads principal and office to the ledger, and the leading group hears when it is told again', () => {
    const late = [tide(dueOn('2026-12-15')), tide({ measure: '增设“综合窗口”', ...dueOn('2026-12-15') })];
    expect(links(morningOf('gao', late, tuesday))).toEqual(['查看台账 ledger/index']);
    expect(card(morningOf('fang', late, tuesday)).foot).toMatch(/^按督办规则同步巡察办/);
    expect(card(morningOf('song', late, tuesday)).foot).toBe(
      '按督办规则同步领导小组，逾期满 7 天的建议挂牌督办。未办结的将于 12月29日（周二）再报。',
    );
  });

  test('of a post nobody holds goes to the office and says what to do', () => {
    const message = morningOf('fang', [tide({ leaderId: null })], tuesday);
    expect(lines(message)).toContain('责任人|何俊（政务服务科）');
    expect(card(message).foot).toMatch(/这项任务的责任领导未配置，由巡察办代收，请更正台账，或在“人员”里指定责任领导。$/);
    expect(card(morningOf('he', [tide({ leaderId: null })], tuesday)).foot).toMatch(/已同步巡察办（责任领导未配置）。/);
  });

  test('speaks of the ladder it is about: not of signing where a task is late', () => {
    const late = tide({ status: 'handedOut', signedAt: null, supervisedFrom: '2026-12-18' });
    expect(card(morningOf('he', [late], tuesday)).foot).not.toMatch(/签收/);
    expect(card(morningOf('chen', [late], tuesday)).foot).toMatch(/12月24日（周四）仍未申请验收的/);
  });

  test('to an office that stands in for an empty post asks for what the office is to do, too', () => {
    const message = morningOf('fang', [tide()], { day: '2026-12-28', posts: CENTRE.posts.filter(({ kind }) => kind === 'office') });
    expect(card(message).foot).toMatch(/^按督办规则同步巡察办，请督促落实。.*领导小组未配置/);
  });

  test('of more than 99 days keeps to five characters', () => {
    const tasks = [tide(dueOn('2026-08-03')), tide({ measure: '增设“综合窗口”' })];
    const [line] = card(morningOf('he', tasks, tuesday)).lines;
    expect(line?.key).toBe('逾期99+');
  });

  test('several matters are still one message, each counted', () => {
    const tasks = [
      tide(dueOn('2026-12-15')),
      tide({ measure: '增设“综合窗口”', ...dueOn('2026-12-25') }),
      tide({ measure: '请他人做', ownerId: 'zhou', status: 'submitted', submittedBy: 'zhou', submittedAt: instantAt('2026-12-17', '10:00') }),
    ];
    const posts = [...CENTRE.posts, { kind: 'functionalDepartment', personId: 'he', unitId: 'section' } as const];
    const message = morningOf('he', tasks, { ...tuesday, posts });
    expect(card(message)).toMatchObject({ title: '待审核 1 项、已逾期 1 项、临近时限 1 项', subtitle: '最长逾期 7 天，最近一项还剩 3 天' });
    expect(links(message)).toEqual([`去审核 review/index?id=${tasks[2]?.id}`, `填报最急一项 report/index?id=${tasks[0]?.id}`, '查看全部 my/index']);
  });
});

describe('who has been told', () => {
  const unsigned = (facts: Partial<Task> = {}) =>
    tide({ status: 'handedOut', signedAt: null, supervisedFrom: '2026-11-24', ...dueOn('2027-03-01'), ...facts });

  test('is said to the owner of what was not signed for, not put right, or not reported', () => {
    expect(card(morningOf('he', [unsigned()], { day: '2026-11-27' })).foot).toMatch(/^您是责任人。已同步责任领导（陈立同志）。请尽快签收/);
    const amending = tide({ deadlineNumber: 2, amendBy: '2026-11-26', ...dueOn('2027-03-01') });
    expect(card(morningOf('he', [amending], { day: '2026-11-27' })).foot).toMatch(/^您是责任人。已同步责任领导（陈立同志）。请尽快补充后重新提交/);
    const standing = tide({ due: { kind: 'standing', words: '长期坚持' } });
    expect(card(morningOf('he', [standing], { day: '2026-12-07' })).foot).toMatch(/^您是责任人。已同步责任领导（陈立同志）和巡察办。长期坚持/);
  });

  test('in a digest of several says of which tasks it is true', () => {
    const near = tide({ measure: '增设“综合窗口”', ...dueOn('2026-12-29') });
    const foot = (...tasks: readonly Task[]) => card(morningOf('he', tasks, { day: '2026-12-22' })).foot;
    expect(foot(tide(), near)).toMatch(/^您是责任人。“增设‘潮汐窗口’”已同步责任领导（陈立同志）。请现在填报进展；已完成的请申请验收。/);
    const late = ['甲项', '乙项', '丙项'].map((measure) => tide({ measure }));
    expect(foot(...late, near)).toMatch(/^您是责任人。“甲项”、“乙项”等 3 项已同步责任领导/);
    expect(foot(...late)).toMatch(/^您是责任人。这 3 项都已同步责任领导/);
    expect(foot(tide())).toMatch(/^您是责任人。已同步责任领导/);
  });

  test('a leader of several reads what was not done, not what others are to do', () => {
    const both = [
      tide({ deadlineNumber: 2, amendBy: '2026-12-01', ...dueOn('2027-03-01') }),
      tide({ due: { kind: 'standing', words: '长期坚持' }, measure: '按月通报' }),
    ];
    expect(lines(morningOf('chen', both, { day: '2026-12-08' }))).toEqual([
      '未补正|31号 增设“潮汐窗口”（何俊，未填报）',
      '11月未报|31号 按月通报（何俊）',
    ]);
  });

  test('what was not signed for is not said to be unreported as well', () => {
    const both = [unsigned(), unsigned({ measure: '增设“综合窗口”' })];
    expect(lines(morningOf('chen', both, { day: '2026-11-27' }))).toEqual([
      '未签收|31号 增设“潮汐窗口”（何俊）',
      '未签收|31号 增设“综合窗口”（何俊）',
    ]);
  });

  test('is not said before a rung above the owner is reached', () => {
    expect(card(morningOf('he', [unsigned()], { day: '2026-11-26' })).foot).not.toMatch(/已同步/);
  });

  test('keeps the names of two leaders, and counts where there are more', () => {
    const late = (leaderId: string) => tide({ leaderId, ...dueOn('2026-12-18') });
    const foot = (...leaders: readonly string[]) => card(morningOf('he', leaders.map(late), { day: '2026-12-21' })).foot;
    expect(foot('chen', 'zhou')).toMatch(/^您是责任人。这 2 项都已同步责任领导（陈立、周敏同志）、主要负责人（高远同志）和巡察办。/);
    expect(foot('chen', 'zhou', 'lin')).toMatch(/已同步责任领导（陈立、周敏同志等 3 人）/);
  });

  test('names the office once where it stands in for some of the leaders', () => {
    const tasks = [tide({ leaderId: null, ...dueOn('2026-12-18') }), tide(dueOn('2026-12-18'))];
    expect(card(morningOf('he', tasks, { day: '2026-12-21' })).foot).toMatch(
      /已同步责任领导（陈立同志）、巡察办（部分责任领导未配置）和主要负责人（高远同志）。/,
    );
  });
});

describe('a due day on a day off', () => {
  test('is told on the workday before, and on the day it is carried to nobody is told that it is due today', () => {
    expect(morningOf('he', [tide({ supervisedFrom: '2026-12-21' })], { day: '2026-12-21' })?.card?.title).toBe('顺延到今天：增设“潮汐窗口”');
    const two = [tide({ supervisedFrom: '2026-12-21' }), tide({ supervisedFrom: '2026-12-21', measure: '增设“综合窗口”' })];
    expect(lines(morningOf('he', two, { day: '2026-12-21' }))[0]).toBe('顺延到今天|31号 增设“潮汐窗口”');
    expect(card(morningOf('he', two, { day: '2026-12-21' })).subtitle).toBe('最近一项顺延到今天');
  });
});

describe('a percentage out of the ledger', () => {
  test('does not read as if somebody had reported it', () => {
    const progress = (facts: Partial<Task>) => lines(morningOf('he', [tide(facts)], { day: '2026-12-17' })).find((line) => line.startsWith('进展'));
    expect(progress({ signedAt: null })).toBe('进展|0%（台账导入）');
    expect(progress({ signedAt: null, percent: 40 })).toBe('进展|40%（台账导入）');
    expect(progress({ percent: 40 })).toBe('进展|40%（台账导入）');
    expect(progress({})).toBe('进展|还没有填报');
    expect(progress({ percent: 40, lastProgressAt: instantAt('2026-12-15', '10:00') })).toBe('进展|40%，12月15日填报');
  });
});

describe('the links of several tasks', () => {
  test('lead to 我的任务 where no one task is more urgent than the others', () => {
    const message = morningOf('he', [tide(), tide({ measure: '增设“综合窗口”' })], { day: '2026-12-17' });
    expect(links(message)).toEqual(['填报进展 my/index', '已知悉 my/index?do=acknowledge']);
  });

  test('and each line leads to its own task', () => {
    const tasks = [tide(), tide({ measure: '增设“综合窗口”' })];
    const message = morningOf('he', tasks, { day: '2026-12-17' });
    expect(card(message).lines.map(({ url }) => url)).toEqual(tasks.map(({ id }) => `https://duban.test/#/pages/task/index?id=${id}`));
    expect(message?.markdown).toContain(`> 还剩3天 [31号 增设“综合窗口”](https://duban.test/#/pages/task/index?id=${tasks[1]?.id})`);
  });
});

describe('the start of supervision', () => {
  test('introduces itself, asks to sign by a day, and names the round', () => {
    const fresh = (measure: string) => tide({ measure, status: 'handedOut', signedAt: null, supervisedFrom: '2026-11-24' });
    const message = morningOf('he', [fresh('增设“潮汐窗口”'), fresh('增设“综合窗口”')], { day: '2026-11-24' });
    expect(card(message)).toMatchObject({ title: '2 项整改任务交您办理', subtitle: '某市政务服务中心巡察反馈问题整改' });
    expect(card(message).foot).toBe(
      '整改督办今天开始，提醒只在工作日 08:40 至 18:00 发送。您是责任人。请在 11月26日（周四）前签收，直接填报进展也算签收。11月27日（周五）仍未签收的，按督办规则同步责任领导（陈立同志）。',
    );
    expect(links(message)).toEqual(['去签收 my/index?do=sign']);
  });

  test('an imported 已完成 waits for its reviewer from the first day', () => {
    const done = tide({ status: 'toVerify', supervisedFrom: '2026-11-24', ...dueOn('2026-10-31') });
    const message = morningOf('lin', [done], { day: '2026-11-24' });
    expect(card(message)).toMatchObject({ title: '等您核验：增设“潮汐窗口”', subtitle: '台账注明已完成，请核验后销号或退回' });
    expect(links(message)).toEqual([`去审核 review/index?id=${done.id}`]);
    expect(morningOf('he', [done], { day: '2026-11-24' })).toBeNull();
  });
});

describe('what others did', () => {
  const submitted = tide({ status: 'submitted', submittedBy: 'he', submittedAt: instantAt('2026-12-18', '10:00'), percent: 100 });
  const at = { day: '2026-12-18', time: '14:00' };

  test('a submission asks the reviewer by a day and leads to the review', () => {
    const act = { before: tide(), after: submitted, action: { kind: 'submit', text: '会议纪要已补' }, by: 'he' } as const;
    const message = afterAct('lin', act, at);
    expect(card(message)).toMatchObject({ title: '等您审核：增设“潮汐窗口”', subtitle: '何俊申请验收：会议纪要已补' });
    expect(card(message).foot).toBe('您是审核人。请在 12月23日（周三）前审核。12月24日（周四）仍未审核的，按督办规则同步巡察办。');
    expect(links(message)).toEqual([`去审核 review/index?id=${submitted.id}`]);
    expect(afterAct('he', act, at)).toBeNull();
  });

  test('a submission after a return says so, how often, and what was asked for', () => {
    const again = { ...submitted, returnedCount: 1, deadlineNumber: 2, amendBy: '2026-12-25' };
    const act = { before: tide(), after: again, action: { kind: 'submit', text: '会议纪要已补' }, by: 'he' } as const;
    const message = afterAct('lin', { ...act, cameBack: { by: 'return', reason: '缺会议纪要' } }, at);
    expect(card(message)).toMatchObject({
      title: '重新提交，等您审核：增设“潮汐窗口”',
      subtitle: '退回后重新提交（第 2 次）。上次退回原因：缺会议纪要。何俊申请验收：会议纪要已补',
    });
    const reopened = afterAct('lin', { ...act, after: submitted, cameBack: { by: 'reopen', reason: '问题反弹' } }, at);
    expect(card(reopened).subtitle).toMatch(/^重新整改后提交。重新整改的原因：问题反弹。何俊申请验收/);
    const hidden = afterAct('lin', { ...act, cameBack: { by: 'return', reason: '缺谈话记录' } }, { ...at, finding: { sensitive: true } });
    expect(card(hidden).subtitle).toBe('退回后重新提交（第 2 次）。何俊申请验收（说明请打开查看）');
  });

  test('a return alone has its own words: who, why, by when, and that the due day stays', () => {
    const after = tide({ id: submitted.id, deadlineNumber: 2, version: 2, amendBy: '2026-12-25', returnedCount: 1, percent: 100 });
    const message = afterAct('he', { before: submitted, after, action: { kind: 'return', reason: '缺会议纪要' }, by: 'lin' }, at);
    expect(card(message)).toMatchObject({ title: '退回修改：增设“潮汐窗口”', subtitle: '林静：缺会议纪要' });
    expect(lines(message)).toContain('补正期限|12月25日（周五）前');
    expect(card(message).foot).toMatch(/^您是责任人。请在 12月25日（周五）前补充后重新提交（完成时限不变）。12月28日（周一）仍未重新提交的/);
    expect(links(message)[0]).toBe(`填报进展 report/index?id=${after.id}`);
  });

  test('after a return of a late task the time given counts, and only then that it is late', () => {
    const returned = tide({ deadlineNumber: 2, version: 2, amendBy: '2026-12-29', percent: 100 });
    const message = morningOf('he', [returned], { day: '2026-12-28' });
    expect(card(message).title).toBe('等您补正：增设“潮汐窗口”');
    expect(card(message).foot).toMatch(/^您是责任人。请在 12月29日（周二）前补充后重新提交（完成时限不变）。12月30日（周三）仍未重新提交的/);
    expect(morningOf('chen', [returned], { day: '2026-12-29' })).toBeNull();
    expect(card(morningOf('he', [returned], { day: '2026-12-30' })).title).toBe('逾期 9 天：增设“潮汐窗口”');
    expect(card(morningOf('he', [returned], { day: '2026-12-30' })).foot).toMatch(/已同步责任领导（陈立同志）。请现在补充后重新提交。/);
  });

  test('of a sensitive finding neither the measure nor what was typed is in the chat', () => {
    const after = tide({ id: submitted.id, deadlineNumber: 2, version: 2, amendBy: '2026-12-25' });
    const act = { before: submitted, after, action: { kind: 'return', reason: '缺谈话记录' }, by: 'lin' } as const;
    const message = afterAct('he', act, { ...at, finding: { sensitive: true, number: 'ZZ-03', text: '不得外传' } });
    expect(card(message)).toMatchObject({ title: '退回修改：问题 ZZ-03（T31）', subtitle: '林静已退回（说明请打开查看）' });
    expect(JSON.stringify(message)).not.toMatch(/潮汐|谈话|不得外传/);
  });

  test('a pass tells owner and leader that nothing more will come', () => {
    const after = tide({ id: submitted.id, status: 'closed', version: 2, closedAt: instantAt('2026-12-18', '14:00') });
    const act = { before: submitted, after, action: { kind: 'pass', opinion: '' }, by: 'lin' } as const;
    expect(card(afterAct('he', act, at))).toMatchObject({
      title: '已销号：增设“潮汐窗口”',
      subtitle: '林静审核通过',
      foot: '您是责任人。已销号的任务不再提醒。',
    });
    expect(links(afterAct('chen', act, at))).toEqual([`查看 task/index?id=${after.id}`]);
  });

  test('a reopened task is not escalated at once: time is given as after a return', () => {
    const before = tide({ status: 'closed', ...dueOn('2026-10-20') });
    const after = tide({ id: before.id, deadlineNumber: 2, version: 2, amendBy: '2026-12-25', ...dueOn('2026-10-20') });
    const act = { before, after, action: { kind: 'reopen', reason: '问题反弹' }, by: 'fang' } as const;
    expect(card(afterAct('he', act, at))).toMatchObject({ title: '重新整改：增设“潮汐窗口”', subtitle: '方正：问题反弹' });
    expect(card(afterAct('chen', act, at)).foot).toBe('您是责任领导。责任人已收到通知，请您协调推进。');
    expect(afterAct('gao', act, at)).toBeNull();
    expect(morningOf('song', [after], { day: '2026-12-21' })).toBeNull();
  });
});

describe('other mornings', () => {
  test('a reviewer past the time is asked again and the office is told whom to urge', () => {
    const waiting = tide({ status: 'submitted', submittedBy: 'he', submittedAt: instantAt('2026-12-16', '10:00') });
    const setting = { day: '2026-12-22' };
    expect(card(morningOf('lin', [waiting], setting)).foot).toBe('您是审核人。已同步巡察办。请尽快审核。');
    expect(card(morningOf('fang', [waiting], setting))).toMatchObject({
      title: '审核超过时限：增设“潮汐窗口”',
      foot: '审核超过时限的，按督办规则同步巡察办，请催办审核人（林静）。',
    });
    expect(morningOf('he', [waiting], setting)).toBeNull();
  });

  test('a review that is asked for again says how often it was submitted, and how late', () => {
    const waiting = tide({ status: 'submitted', submittedBy: 'he', submittedAt: instantAt('2026-12-24', '10:00'), returnedCount: 1 });
    const message = morningOf('lin', [waiting], { day: '2026-12-29' });
    expect(card(message)).toMatchObject({ title: '重新提交，等您审核：增设“潮汐窗口”', subtitle: '第 2 次提交。何俊申请验收' });
    expect(lines(message)).toContain('提交|12月24日（周四），逾期 3 天提交');
    const both = morningOf('lin', [waiting, { ...waiting, id: 'another', returnedCount: 0 }], { day: '2026-12-29' });
    expect(lines(both)).toEqual(['重新提交|31号 增设“潮汐窗口”（何俊，逾期 3 天提交）', '待审核|31号 增设“潮汐窗口”（何俊，逾期 3 天提交）']);
  });

  test('a standing task asks for the month’s report and never says late', () => {
    const standing = tide({ due: { kind: 'standing', words: '长期坚持' } });
    const message = morningOf('he', [standing], { day: '2026-12-25', posts: [...CENTRE.posts, SECTION_LEADER] });
    expect(card(message).title).toBe('请报 12月进展：增设“潮汐窗口”');
    expect(card(message).foot).toMatch(/报过就不再提醒。2027年1月5日（周二）前后仍未报告的，按督办规则同步责任领导（陈立同志）和巡察办。/);
    expect(message?.text).not.toMatch(/逾期/);
  });

  test('after an unknown outcome the reader is told how to know it again', () => {
    expect(card(morningOf('he', [tide()], { day: '2026-12-22', unknowns: 1 })).foot).toMatch(/^如已收到编号 T31 的同样通知，请忽略本条。/);
  });
});
