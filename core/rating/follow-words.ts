/** 追评 as a sentence: `追评：满意（12月1日（周二）10:00）`. Pure. */
import { type Day, instantWords } from '../time/day.js';
import { LEVEL_WORDS } from './levels.js';
import type { Rating } from './model.js';

/** Null: there was none. */
export const followWords = ({ followUp }: Pick<Rating, 'followUp'>, today: Day): string | null =>
  followUp === null
    ? null
    : `追评：${LEVEL_WORDS[followUp.level]}${followUp.comment === '' ? '' : `，${followUp.comment}`}（${instantWords(followUp.at, today)}）`;
