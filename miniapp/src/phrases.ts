/** Phrases to tap instead of typing, by what the measure is about. Needs no Taro. */
const KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/制度|办法|细则|规定|机制|方案|流程|清单/, ['正在起草', '正在征求意见', '已印发执行']],
  [/窗口|大厅|布局|设备|标识|设施/, ['正在调整', '已投入使用', '已安排专人值守']],
  [/培训|学习|会议|教育|谈话|党课/, ['已列入计划', '已召开会议', '已组织培训']],
  [/资金|经费|采购|合同|资产|退缴|追缴/, ['正在清理核对', '正在办理手续', '已全部到位']],
  [/检查|排查|督查|核查|巡查/, ['正在逐项核查', '已建立台账', '已全部整改']],
];
const ALWAYS = ['已明确责任人', '进展正常', '需要协调'];

/** At most six, those of the measure's kind first. */
export function phrasesFor(measure: string): readonly string[] {
  const kind = KINDS.find(([words]) => words.test(measure));
  return [...(kind?.[1] ?? []), ...ALWAYS];
}

/** A phrase becomes a sentence after what stands there; tapped twice it is not said twice. */
export function withPhrase(text: string, phrase: string): string {
  if (text.includes(phrase)) return text;
  const before = text === '' || /[。；！？\n]$/.test(text) ? text : `${text}。`;
  return `${before}${phrase}。`;
}
