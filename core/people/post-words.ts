/** The posts as people call them (glossary in README). */
import type { PostKind } from './model.js';

export const POST_WORDS: Readonly<Record<PostKind, string>> = {
  owner: '责任人',
  liaison: '联络员',
  leader: '责任领导',
  principal: '主要负责人',
  office: '巡察办',
  functionalDepartment: '职能部门',
  party: '党组织',
  discipline: '纪检监察',
  leadingGroup: '领导小组',
  expert: '专家',
  auditor: '审计',
};
