/** What zod found wrong, as sentences with the field's own name: every fault, each with its place. */
import { z } from 'zod';
import { type Fault, faulty } from '../../core/refusal.js';

const FIELDS: Readonly<Record<string, string>> = {
  acceptChanges: '差异确认',
  account: '账号',
  action: '操作',
  active: '是否在用',
  address: '机器人地址',
  code: '一次性口令',
  comment: '补充说明',
  cursor: '翻页位置',
  dingtalkUserId: '钉钉账号',
  evidenceIds: '佐证材料',
  feedbackDay: '反馈日期',
  fields: '接入参数',
  group: '所属群',
  identity: '评价人身份',
  kind: '类别',
  level: '满意程度',
  light: '红黄绿',
  limit: '每页条数',
  minutes: '等候时间（分钟）',
  month: '月份',
  name: '名称',
  opinion: '审核意见',
  parentId: '上级单位',
  password: '密码',
  people: '人员选择',
  perDevice: '同一部手机每天的评价次数',
  perNetwork: '同一网络 10 分钟的评价次数',
  percent: '完成比例',
  personId: '人员',
  phone: '手机号',
  posts: '督办角色',
  q: '搜索词',
  readings: '读数',
  reason: '原因',
  requestId: '请求编号',
  roundId: '轮次',
  roundName: '轮次名称',
  secret: '加签密钥',
  serviceNumber: '办件编号',
  services: '办理事项',
  staff: '窗口人员',
  starAtLeast: '服务之星的评价次数',
  status: '状态',
  tags: '原因',
  text: '进展说明',
  to: '快进到',
  unitId: '单位',
  version: '版本',
  waitMinutes: '超过目标多久报警（分钟）',
  waitTarget: '等候时间目标（分钟）',
  wecomUserId: '企业微信账号',
  workNumber: '工号',
};

const placeOf = (path: readonly PropertyKey[]): string => {
  const name = path.findLast((part) => typeof part === 'string');
  return name === undefined ? '填写内容' : (FIELDS[String(name)] ?? String(name));
};

const sizeWords = (issue: { readonly origin: string }, size: number | bigint): string =>
  issue.origin === 'string' ? `${size} 个字` : issue.origin === 'array' ? `${size} 项` : String(size);

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '没有填写。' : '格式不对。';
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1 ? '没有填写。' : `不能少于 ${sizeWords(issue, issue.minimum)}。`;
    case 'too_big':
      return `不能超过 ${sizeWords(issue, issue.maximum)}。`;
    case 'unrecognized_keys':
      return `有不认识的内容：${issue.keys.map((key) => key.slice(0, 40)).join('、')}。`;
    case 'invalid_value':
    case 'invalid_union':
      return '不在可选范围内。';
    default:
      return '格式不对。';
  }
}

function inputFaults(issues: readonly z.core.$ZodIssue[]): readonly Fault[] {
  return issues.map((issue) => ({ place: placeOf(issue.path), message: sentence(issue) }));
}

/** Letters that no keyboard makes and no screen shows, which a base or a chat would change: NUL, half of a pair. */
const BROKEN = /\0|\p{Surrogate}/u;

/** Places of texts with such letters, wherever they stand in what was sent. */
function brokenTexts(input: unknown, place: readonly PropertyKey[] = []): readonly Fault[] {
  if (typeof input === 'string') return BROKEN.test(input) ? [{ place: placeOf(place), message: '含有无法识别的字符，请删去后重新输入。' }] : [];
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([key, value]) => [...brokenTexts(key, place), ...brokenTexts(value, [...place, key])]);
}

/** What is asked of a route that takes nothing: nothing. */
const NOTHING = z.strictObject({});

/** Parses or throws Refusal `input-invalid` with all faults. */
export function parsed<T extends z.ZodType>(schema: T | undefined, input: unknown): z.infer<T> {
  const broken = brokenTexts(input);
  const result = (schema ?? NOTHING).safeParse(input, { reportInput: true });
  if (result.success && broken.length === 0) return result.data as z.infer<T>;
  const faults = result.success ? broken : [...broken, ...inputFaults(result.error.issues)];
  throw faulty('input-invalid', faults, '请改正后再提交。');
}
