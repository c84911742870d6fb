/** The words offices put at the head of a column, and what they mean here. */

export type Field =
  | 'number'
  | 'category'
  | 'finding'
  | 'measure'
  | 'acceptance'
  | 'evidence'
  | 'milestones'
  | 'targets'
  | 'baseline'
  | 'goal'
  | 'goalUnit'
  | 'leader'
  | 'unit'
  | 'coUnit'
  | 'owner'
  | 'due'
  | 'progress'
  | 'status'
  | 'sensitive'
  | 'secret'
  | 'remark';

/** Within a field the words stand in order of preference: the first found column is taken, or leads. */
const WORDS: Readonly<Record<Field, string>> = {
  number: '序号 编号 问题编号 问题序号 整改编号 台账编号 问题号 项目编号 号 №',
  category: '问题类别 问题类型 问题分类 类别 类型 分类 所属类别 问题领域 所属领域 领域 问题性质 方面 问题方面',
  finding:
    '反馈问题 具体问题 反馈具体问题 问题描述 问题表现 具体表现 存在问题 存在的问题 存在的主要问题 主要问题 发现问题 发现的问题 问题内容 问题清单 反馈意见 巡察反馈问题 巡视反馈问题 巡视巡察反馈问题 巡察反馈意见 反馈意见指出的问题 反馈的问题 整改问题 问题 具体问题表现 问题事项 问题具体表现 整改事项 事项',
  measure:
    '整改措施 整改具体措施 具体措施 具体整改措施 整改举措 具体举措 具体整改举措 整改落实措施 措施 举措 整改任务 任务 整改任务清单 任务清单 整改内容 工作措施 工作任务 具体任务 任务内容 主要措施 改进措施 整改要求 整改工作措施',
  acceptance:
    '验收标准 完成标准 预期目标 整改目标 目标要求 整改标准 销号标准 达到标准 目标任务 预期成效 预期效果 工作目标 目标 完成标志 成果形式 验收要求 整改目标及成效',
  // Never bare 佐证材料: that column tells what there is, not what is asked for.
  evidence:
    '佐证要求 凭证要求 佐证清单 凭证清单 佐证材料要求 佐证材料清单 证明材料要求 证明材料清单 所需佐证材料 需提供佐证材料 需提交佐证材料 应附佐证材料 所需凭证 应附凭证 需提供材料 应提交材料 需提交材料 验收材料要求 验收材料清单 销号材料要求 销号材料清单',
  milestones: '阶段节点 阶段性节点 中期检查点 阶段性验收 阶段目标 阶段性目标 阶段安排 节点安排 分阶段目标 中期目标 里程碑',
  targets: '量化指标 量化目标 量化整改指标 整改量化指标 整改指标 考核指标 指标名称 量化指标名称 量化内容 指标',
  // Never bare 现状 or 整改前: those columns are prose.
  baseline: '基准值 基线值 现状值 现值 初始值 起始值 整改前数值 整改前值 基期值 原值',
  goal: '目标值 指标值 目标数值 目标数 计划值 达标值 量化目标值 整改目标值 整改后目标值',
  // Never bare 单位: that is who is responsible.
  goalUnit: '计量单位 度量单位 指标单位 数值单位 量化单位',
  leader:
    '责任领导 牵头领导 分管领导 牵头责任领导 包抓领导 包联领导 主管领导 分管负责人 责任领导姓名 分管责任领导 牵头负责领导 责任局领导 分管局领导 责任校领导 责任院领导 责任县领导 责任市领导 整改责任领导 领导',
  unit: '牵头单位 牵头部门 牵头科室 牵头责任单位 牵头处室 主责单位 主责部门 主办单位 主办科室 责任单位 责任部门 责任科室 责任处室 责任股室 责任机构 整改责任单位 整改单位 整改部门 整改责任部门 责任主体 整改责任主体 承办单位 承办部门 承办科室 具体责任单位 落实单位 落实部门 单位 部门 科室 处室 责任党组织 责任支部',
  coUnit: '配合单位 配合部门 配合科室 协办单位 协办部门 协办科室 协同单位 协同部门 参与单位 配合处室 协作单位 配合责任单位 责任单位配合',
  owner:
    '责任人 整改责任人 具体责任人 直接责任人 责任人员 责任人姓名 牵头责任人 第一责任人 负责人 具体负责人 科室负责人 部门负责人 落实人 承办人 经办人 整改责任人姓名 办理人 责任同志 整改负责人 主要责任人',
  due: '完成时限 整改时限 整改期限 完成时间 整改时间 完成期限 办结时限 办结时间 计划完成时间 完成时间节点 时间节点 时限要求 整改完成时限 整改完成时间 整改完成期限 计划完成时限 预计完成时间 拟完成时间 要求完成时间 时限 期限 完成日期 整改日期 计划完成日期 截止时间 截止日期 最后期限 到期时间 到期日 销号时限 整改截止时间 时间要求 完成节点 推进时限',
  progress:
    '进展情况 整改进展 整改进展情况 工作进展 目前进展 最新进展 当前进展 进展 完成情况 整改完成情况 整改情况 整改落实情况 落实情况 任务完成情况 工作完成情况 整改成效 整改结果 办理情况 推进情况 阶段性进展 目前整改进展 进度 工作进度 整改进度 完成进度',
  status: '整改状态 完成状态 状态 任务状态 是否完成 是否办结 是否整改到位 是否完成整改 是否销号 销号情况 办理状态 当前状态 完成与否 整改状况',
  sensitive:
    '是否敏感 敏感 敏感标记 敏感标识 敏感与否 是否敏感问题 敏感问题 是否属敏感问题 是否涉敏 涉敏 涉敏标记 涉敏标识 是否涉及敏感 是否涉及敏感信息 敏感信息 是否敏感信息 敏感程度',
  secret: '是否涉密 涉密 涉密标记 涉密标识 涉密与否 是否涉及秘密 密级 涉密程度 涉密等级',
  remark: '备注 备注说明 说明 备考 其他 其它 其他说明 备注信息',
};

export interface Meaning {
  readonly field: Field;
  /** Lower is preferred. */
  readonly rank: number;
}

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  Object.entries(WORDS).flatMap(([field, words]) => words.split(' ').map((word, rank) => [word, { field: field as Field, rank }] as const)),
);

/** Bare words of a lower header row that take their meaning from the group above: 责任人 over 姓名. */
const BARE = /^(姓名|名称|内容|名字)$/;
const ENDINGS = /(及|和|与|\/|、).*$/;

const MAX_LENGTH = 60;

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s*:：_]/g, '')
    .replaceAll(/\([^()]*\)|【[^】]*】|\[[^\]]*\]/g, '');

/** What one header cell means; `above` is the group header over it, if there is one. Null: a column we do not read. */
export function meaningOf(text: string, above: string): Meaning | null {
  if (text.length > MAX_LENGTH) return null;
  const word = plain(text);
  const group = plain(above);
  if (word === '单位' && MEANINGS.get(group)?.field === 'targets') return { field: 'goalUnit', rank: 0 };
  const exact = MEANINGS.get(word);
  if (exact !== undefined && !(group !== '' && isBareUnit(word))) return exact;
  if (group !== '' && group !== word) {
    if (BARE.test(word)) return MEANINGS.get(group) ?? null;
    const joined = MEANINGS.get(word + group) ?? MEANINGS.get(group + word);
    if (joined !== undefined) return joined;
    if (/^(牵头|主办|主责|责任)$/.test(word) && /单位|部门|科室/.test(group)) return { field: 'unit', rank: 0 };
    if (/^(配合|协办|协同)$/.test(word) && /单位|部门|科室/.test(group)) return { field: 'coUnit', rank: 0 };
  }
  return exact ?? loosely(word);
}

export const isHeaderWord = (text: string): boolean => text !== '' && text.length <= 12 && MEANINGS.has(plain(text));

const isBareUnit = (word: string): boolean => /^(单位|部门|科室|处室|领导|负责人)$/.test(word);

/** `整改措施及要求` is 整改措施, `2026年完成时限` is 完成时限. */
function loosely(word: string): Meaning | null {
  if (/^(实际|反馈|填报|更新|开始|启动|延期|销号|发现|交办|签收)/.test(word) || word.length > 14) return null;
  const cut = MEANINGS.get(word.replace(ENDINGS, '')) ?? MEANINGS.get(word.replace(/^(\d{4}年度?|本单位|本次|主要|拟|计划)/, ''));
  if (cut !== undefined) return { ...cut, rank: cut.rank + 100 };
  for (const [known, meaning] of MEANINGS) if (known.length >= 4 && word.endsWith(known)) return { ...meaning, rank: meaning.rank + 200 };
  return null;
}

const UNIT_WORD = /单位|部门|科室|处室/;
const PERSON_WORD = /责任人|负责人|经办人|领导/;

/** One column for both the unit and the person: what belongs to whom in its cells is a guess we do not make. */
export function mixesUnitAndPerson(text: string): boolean {
  const word = text.normalize('NFKC').replaceAll(/\s/g, '');
  if (/(部门|科室|单位|处室)(主要)?(负责人|领导)$/.test(word)) return false;
  return /[及和与、/(]/.test(word) && ((UNIT_WORD.test(word) && PERSON_WORD.test(word)) || (/领导/.test(word) && /责任人|经办人/.test(word)));
}

/** The word to name a field by in messages. */
export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  number: '序号',
  category: '问题类别',
  finding: '反馈问题',
  measure: '整改措施',
  acceptance: '验收标准',
  evidence: '佐证要求',
  milestones: '阶段节点',
  targets: '量化指标',
  baseline: '基准值',
  goal: '目标值',
  goalUnit: '计量单位',
  leader: '责任领导',
  unit: '责任单位',
  coUnit: '配合单位',
  owner: '责任人',
  due: '完成时限',
  progress: '进展情况',
  status: '状态',
  sensitive: '是否敏感',
  secret: '是否涉密',
  remark: '备注',
};
