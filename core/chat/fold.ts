/** One spelling for many: width, case, traditional characters and the usual slips of a pinyin keyboard. Every fold keeps the length. */

const MAX_LENGTH = 500;

/** Traditional → simplified, as far as the words of this trade go; pairs. */
const TRADITIONAL =
  '號号請请幫帮務务辦办還还沒没過过進进報报驗验簽签統统計计週周個个後后項项開开發发採采購购為为嗎吗麼么說说時时點点這这誰谁們们實实據据資资數数總总結结緩缓長长領领導导應应該该對对確确認认會会現现給给單单標标寬宽內内禮礼準准齊齐遲迟處处議议審审問问題题門门間间條条檔档業业將将來来從从與与並并無无東东車车產产廠厂貨货場场環环關关閉闭據据構构樣样幹干話话邊边稱称種种證证評评調调練练訓训護护變变類类體体預预餘余';

const SIMPLE = new Map(
  [...TRADITIONAL].flatMap((character, index, all) => (index % 2 === 0 ? [[character, all[index + 1] ?? character] as const] : [])),
);

/** What is typed → what is meant, of equal length. Whole words only where a single character would say something else elsewhere. */
const SLIPS: readonly (readonly [string, string])[] = [
  ['代办', '待办'],
  ['仁务', '任务'],
  ['人务', '任务'],
  ['任物', '任务'],
  ['逾其', '逾期'],
  ['余期', '逾期'],
  ['愈期', '逾期'],
  ['于期', '逾期'],
  ['超其', '超期'],
  ['延其', '延期'],
  ['严期', '延期'],
  ['到其', '到期'],
  ['道期', '到期'],
  ['以完成', '已完成'],
  ['进渡', '进度'],
  ['近度', '进度'],
  ['近展', '进展'],
  ['进站', '进展'],
  ['签受', '签收'],
  ['签手', '签收'],
  ['牵手', '签收'],
  ['有那些', '有哪些'],
  ['前收', '签收'],
  ['申情', '申请'],
  ['深请', '申请'],
  ['验手', '验收'],
  ['严收', '验收'],
  ['演收', '验收'],
  ['统记', '统计'],
  ['同计', '统计'],
  ['帮住', '帮助'],
  ['帮组', '帮助'],
  ['收道', '收到'],
  ['受到', '收到'],
  ['知到', '知道'],
  ['只道', '知道'],
  ['确人', '确认'],
  ['却认', '确认'],
  ['取肖', '取消'],
  ['去消', '取消'],
  ['提性', '提醒'],
  ['题醒', '提醒'],
  ['周抱', '周报'],
];

/** As typed, on one line, without what cannot be seen and pictures; at most 500 characters. What is kept of a person's words is cut from this. */
export const typed = (text: string): string =>
  [
    ...text
      .replaceAll(/[\p{Cf}\p{Cs}]/gu, '')
      .replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
  ]
    .filter((character) => character.length === 1)
    .slice(0, MAX_LENGTH)
    .join('');

/** For comparing: half-width, lower case, simplified, slips mended. As long as `said`, place by place. */
export function folded(said: string): string {
  const simple = [...said].map((character) => SIMPLE.get(character) ?? narrow(character)).join('');
  return SLIPS.reduce((words, [slip, meant]) => words.replaceAll(slip, meant), simple);
}

/** A character whose plain form is longer stays. */
function narrow(character: string): string {
  const plain = character.normalize('NFKC').toLowerCase();
  return plain.length === 1 ? plain : character;
}
