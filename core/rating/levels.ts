/** The five levels 五级评价 with their words and the tags that fit them (好差评; GB/T 39735-2020 names the levels). Pure. */
import type { Level } from './model.js';

export const LEVELS: readonly Level[] = [5, 4, 3, 2, 1];

export const LEVEL_WORDS: Readonly<Record<Level, string>> = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' };

const PRAISE = ['态度热情', '办事效率高', '一次办成', '流程简便', '环境整洁'];
const BLAME = ['态度生硬', '等候时间长', '业务不熟练', '要求重复提交材料', '推诿扯皮', '没有一次性告知', '违规收费'];

export const TAGS: Readonly<Record<Level, readonly string[]>> = {
  5: PRAISE,
  4: PRAISE,
  3: ['态度一般', '等候时间长', '流程可以更简便', '告知不够清楚'],
  2: BLAME,
  1: BLAME,
};

/** 不满意 and 非常不满意 open a ticket 差评. */
export const isBad = (level: Level): boolean => level <= 2;

/** 满意率 counts 非常满意, 满意 and 基本满意. */
export const isSatisfied = (level: Level): boolean => level >= 3;
