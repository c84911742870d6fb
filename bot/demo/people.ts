/** Who holds the posts that a ledger does not name, so that in the demo every rung reaches somebody. */
import type { PostKind } from '../../core/people/model.js';

export interface DemoPost {
  readonly name: string;
  readonly account: string;
  /** Shown beside the name; made when the ledger does not have it. */
  readonly unitName: string;
  readonly kind: PostKind;
  /** Held for the inspected unit, or for everything. */
  readonly holds: 'inspected' | 'everything';
}

/** Everybody's, and only with --demo. */
export const DEMO_PASSWORD = 'duban2026';

export const INSPECTED_UNIT = '某市政务服务中心';

export const DEMO_POSTS: readonly DemoPost[] = [
  { name: '许岩', account: 'xuyan', unitName: '巡察办', kind: 'office', holds: 'everything' },
  { name: '方蕾', account: 'fanglei', unitName: '作风办', kind: 'functionalDepartment', holds: 'everything' },
  { name: '赵启明', account: 'zhaoqiming', unitName: INSPECTED_UNIT, kind: 'principal', holds: 'inspected' },
  { name: '高远', account: 'gaoyuan', unitName: '巡察工作领导小组', kind: 'leadingGroup', holds: 'everything' },
  { name: '罗刚', account: 'luogang', unitName: '纪检监察组', kind: 'discipline', holds: 'everything' },
  { name: '沈静', account: 'shenjing', unitName: INSPECTED_UNIT, kind: 'liaison', holds: 'inspected' },
];

/** Accounts of the people the ledger names; anybody else gets `user<n>`. */
export const LEDGER_ACCOUNTS: Readonly<Record<string, string>> = {
  陈立: 'chenli',
  林静: 'linjing',
  黄海: 'huanghai',
  周敏: 'zhoumin',
  何俊: 'hejun',
  吴倩: 'wuqian',
  郑凯: 'zhengkai',
  孙悦: 'sunyue',
  马莉: 'mali',
};
