/**
 * The wordings of the bot's language as tables: what people type, folded, for each thing they mean. What repeats can be read in one
 * way only — 想 and 要, so not 想要 as well — for else a sentence of forty characters would take for ever.
 */
import type { DecisionKind, Guess, WishKind } from './intent.js';

/** Politeness around a sentence that says nothing about what is meant. */
export const FILLER =
  /麻烦(?:您|你)?(?:帮我|帮忙|给)?|劳驾|请问|请(?:您|你)?(?=帮|给|把|看|查|问)|帮我?忙?(?:把|给)?(?!助)|给我|我想(?:问|看|查|知道)?(?:一下|下)?|(?:领导|主任|书记|局长|院长|科长|处长|老师|小助手|助手)(?:们?好|您好)?[,，!！](?=.)|您好[,，]?|你好[,，](?=.)|(?:看|查|问|列|说|(?<![汇填上])报|弄|办)?一[下哈](?!子)|(?:请|望|恳请|敬请|请求)(?:领导|予以|给予)*(?:批准|批示|支持|审批)|吧$|呀|啊|哈(?=[\s,，。!！]|$)|哦|呢$|谢谢(?:您|你|了)?|辛苦了?/g;

/** What asks instead of reporting: nothing that is asked changes anything. */
export const ASKING =
  /[??]$|吗|真的?假的?|是真的?|要不要|该不该|用不用|算不算|合不合|是不是|是否|有没有|了没(?:有)?$|没有$|怎么样|如何|什么时候|何时|为什么|为啥|谁|哪|啥情况|什么情况|啥样|(?<!延|期|推迟|宽限|缓|晚)几[天项个号]|多少|通过了|批了|批准|已经.*过了$|怎么|咋/;

/** Asked out of courtesy while something is wished. */
export const COURTESY = /(?:可以|行|好|成|能行|中)(?:吗|不(?!对)|么|嘛)(?=[??\s,，。]|$)[??]?|可不可以|行不行|好不好|能不能|能否|可否/g;

/** Said not to be, or not to be done. */
export const NEGATED =
  /(?:没有?|未|不|别|勿|无法|还没|尚未|不用|不要)(?:再|能|会|想|需要|用|要|有|按期|按时|全部|收|做|办|弄|完|申|签|延|报|提|交)*(?:完|成|办|做|弄|收到|签收|延期|验收|提醒|申请|提交|按期|报|要|到)/;

/** The wish each wording shows, most telling first. */
export const WISHES: readonly { readonly kind: Exclude<WishKind, 'progress'>; readonly pattern: RegExp }[] = [
  {
    kind: 'askExtension',
    pattern:
      /延期|延(?:个)?(?=(?:\d+|[一二两三四五六七八九十半]+)\s*个?(?:天|日|周|月|工作日|星期|礼拜))|(?:时限|期限|时间|日期)(?:想|要|能)?(?:改|调整?|推|挪|变更)(?:到|至|为)|延到|延至|延后|延长|延迟到|推迟|展期|宽限|缓期|顺延到|往后(?:延|推)|再给(?:我)?(?=.{1,4}(?:天|周|月))|晚.{1,3}天(?:交|完)/,
  },
  { kind: 'acknowledge', pattern: /提醒(?:我)?(?:已经?|都)?(?:看到|看见|看了|收到|知道|知悉)/ },
  {
    kind: 'snooze',
    pattern:
      /再(?:来)?(?:提醒|叫|通知|催)|(?:天|晚|早|会儿?|周.|号|点|下)再说|提醒我|稍后(?:提醒|再)|晚点(?:提醒|再)|(?:迟|过).{1,3}提醒|缓一缓|(?:天|早|周.|\d号)提醒/,
  },
  {
    kind: 'submit',
    pattern:
      /(?:申请|提交|提请|报请|请求|可以|请|要|报)(?:个|领导|您|你们?|\s)*(?:尽快|尽早|抽空|派人|安排|组织|来)*(?:个)?(?:验收|销号|核验|审核)|请[^,，。\s]{0,8}(?:来|安排|组织|派人)[^,，。\s]{0,3}(?:验收|销号|核验)|报验|^验收|交验/,
  },
  { kind: 'sign', pattern: /签收|(?<!合同|协议|责任书|承诺书|字|意见)签了|签一下|接收任务|领受/ },
  { kind: 'acknowledge', pattern: /已?知悉|知道(?:了|啦)?|已?知晓|晓得|收到|已阅|阅知|明白(?:了)?$|了解(?:了)?$|清楚了$|^1$/ },
];

/** Something done, said without the words of a report: 培训了一场, 办事指南也贴上墙了. */
export const DEED =
  /(?:培训|召开|开会|印发|下发|发放|更新|张贴|贴|公示|公开|核销|核对|清理|清退|采购|安装|装|开展|组织|修订|完善|建立|对接|联系|沟通|走访|上线|运行|到货|整理|制定|起草|报送|通报|约谈|学习|部署|招标|拨付|收回|追缴|归还|退还|处理|调整|整改|试|建|修|买|付|谈|开|挂|设|签(?!收)|发|送|报)[^,，。;；没未不]{0,6}(?:了|完|好|到位|上墙|过)/;
/** Asked to be kept, so a report whatever its verbs. */
export const KEPT = /(?:记|登记|录|填|更新|改)(?:一?下|上|进去|上去)/;

/** Verbs and nouns of a report. */
export const REPORT = /进展|进度|完成|填报|汇报|上报|报告|办完|做完|弄完|做好|弄好|办好|搞好|搞定|搞完|办结|完工|整改到位|落实到位|整改完/;
/** All of it is done, where no share is said. */
export const ALL_DONE =
  /(?:已经?|全部|都|全|我|也|,|，|\s|号|务|项|^)?(?:完成|办完|做完|弄完|做好|弄好|办好|搞好|搞定|搞完|办结|完工|整改到位|落实到位|整改完)(?:了|啦|毕|完毕|掉了)?$/;
/** Nearly all is not all. */
export const NOT_QUITE = /基本|大部分|部分|初步|差不多|快要?|马上|正在|即将|预计|争取|计划|准备|能|打算|将|如果|等|才/;

/** What others say, or what was not said: 听老张讲, 科长说. What I told somebody is not meant. */
export const HEARSAY = /听.{0,5}[说讲]|据说|没[说讲]|说是|[他她]说|(?<!我[^,，。;；]{0,6})(?:说(?!明|服)|讲(?!话|课|座|解|评|堂|述|稿|师|台|清|明))/;

/** Not so yet: a condition, a plan, an order, a guess. */
const NOT_YET =
  /如果|要是|假如|假设|万一|争取|力争|准备|预计|预期|打算|计划|有望|即将|将要|能够|就好了|目标|估计|可能|也许|恐怕|必须|务必|一定要|还得|能(?:不能)?(?:完成|达|到|做|办|弄|搞)|(?:下个?月|下周|明年|下个?星期|下礼拜)(?:再|才|能|会|要)/;

/** Not so yet, or only said to be so: nothing to report. */
export const SUPPOSED = new RegExp(`${NOT_YET.source}|${HEARSAY.source}`);

/** Opening words of a report that are not part of what is reported. */
export const REPORT_HEAD =
  /^(?:我(?:来|要|想)?|现在|目前|报一?下?|填报|汇报|上报|更新|报|提交|录入|登记|填|的|(?:整改|工作|最新)?进展(?:情况)?|进度|完成情况|情况|任务|整改|是|为|到|:|：|,|，|、|。|;|；|-|\s)+/;
/** The same at the end of what stands before a percentage. */
export const SHARE_LEAD =
  /(?:目前|现在|已经?|大概|大约|约|总体|整体|整改|工作|总)?(?:进度|进展|完成率|完成度|完成|推进|做|办|干)?(?:已经|已|完成)?(?:了|到|至|为|是|有|:|：|\s)*$/;
export const SHARE_TAIL = /^(?:左右|上下|以上|多)?(?:了|啦|吧)?/;

/** What a reason is led in by, and what is left of the wish around it. */
export const REASON_HEAD = /^(?:因为|由于|因|原因(?:是|为)?|主要是|理由(?:是|为)?|是因为|,|，|。|;|；|:|：|、|\s)+/;
export const WISH_REST = /(?:我(?:们)?)?(?:想|要|需|请求|申请|能不能|可以|可否|把|给|将|可能要|得)*$/;

/** The whole of a short sentence, fillers and marks taken away. */
export const CONFIRMS =
  /^(?:嗯|好[的滴吧嘞]?|行的?|得行|对[的头滴]?|是的?|可以的?|没错|没问题|就这[么样][报办定填交]?|确认|确定|提交吧?|ok|y(?:es)?|报吧|发吧|无误|正确|同意|中|要得|成)+(?:了|提交|无误|吧)?$/;
export const THANKS =
  /^(?:好的?|行|嗯|那|太|十分|非常)*(?:谢谢|多谢|感谢|谢了|谢啦|谢过|辛苦|麻烦|有劳|劳烦)(?:您|你|了|啦|啊|大家|领导|主任|科长|处长|老师|同志|督办|小?助手|支持|费心)*$/;
export const CANCELS =
  /^(?:取消|算了|先别|别弄|撤回|不对|不是|错了|搞错|弄错|写错|填错|输错|先不|先等|等等|等一下|慢着|暂不|不用|不要了|不要$|不报|别(?:提交|报|交|发)|不提交|不确认|放弃|撤销|作废|否$|no$|不$|不行|不可以)/;

/** 催一下3号, 3号催办: opens the sentence or ends it. */
export const URGES = /^[\s,，]*(?:再|快)?(?:催(?![促收缴款讨])|督促)|催(?:办|催|一?下)?$/;

/** What somebody decides about another's task; the first that fits. */
export const DECISIONS: readonly { readonly of: DecisionKind; readonly pattern: RegExp }[] = [
  {
    of: 'extension',
    pattern:
      /(?:同意|批准|准予|准了|不准|不批|驳回|拒绝)[^,，。]{0,16}(?:延期|延长|推迟)|(?:延期|延长|推迟)[^,，。]{0,4}(?:同意|批准|不准|不批|驳回|拒绝)/,
  },
  {
    of: 'review',
    pattern: /(?:审核|核验|验收|予以|准予)?通过(?!率|量|[^\s,，。])|(?<!被)(?:退回|打回|驳回)(?!的|了|过|次|任务|原因|情况)|(?:同意|准予|予以)销号/,
  },
];

/** What asks about things; the first that fits. */
export const QUESTIONS: readonly {
  readonly kind: 'weekly' | 'late' | 'dueToday' | 'dueSoon' | 'statistics' | 'myTasks';
  readonly pattern: RegExp;
}[] = [
  { kind: 'weekly', pattern: /周报|月报|简报/ },
  { kind: 'myTasks', pattern: /^我(?:还|现在|手上|手头)*(?:剩下?|有|欠)[^,，]{0,4}(?:几|多少|哪些|什么)[^,，]{0,4}(?:任务|事|活|项)[^,，]*[没未]/ },
  {
    kind: 'late',
    pattern: /逾期|超期|过期|超时|延误|拖(?:了|延|期|着)|到期(?:了)?(?:还)?(?:没|未)|已经?到期|误期|[过超]了(?:期限|时限|时间|日子)|^红(?:灯|色)/,
  },
  {
    kind: 'dueToday',
    pattern: /(?:今天|今日|今儿)(?=.*(?:到期|截止|交|办完|办结|必须|得办|完成|要办|任务|做什么|干什么|干啥|做啥|哪些))|(?:到期|截止).*(?:今天|今日)/,
  },
  {
    kind: 'statistics',
    pattern:
      /统计|汇总|完成率|整体|总体|各科室|各单位|(?:一共|总共|总计).*(?:多少|几)|(?:完成|整改)(?:情况|进度|率)|全(?:中心|局|市|区|县|院|校|单位)|排名|数据|多少(?:项|个)?(?:没|未)?完成|(?:(?<![未没])完成|办结|还剩|剩下|剩).*(?:多少|几)(?:项|个)?/,
  },
  {
    kind: 'dueSoon',
    pattern:
      /(?:快|要|将|马上|即将|临近|近期|最近).*(?:到期|截止)|快到(?:时间|日子|点|了)|临期|到期|截止|期限|天(?:之|以)?内|(?:本|这|下)个?(?:周|星期|礼拜|月)(?=.*(?:完成|交|办|任务|哪些|有啥|什么))|前要(?:交|完成|办)/,
  },
  {
    kind: 'myTasks',
    pattern:
      /待办|^\s*(?:看|查|瞧)(?:看|下)?\s*$|(?:等|要|待|需|该)我?(?:来|们)?(?:审|核验|决定)|^\s*(?:审核|审批)\s*$|哪(?:个|项|件)[^,，]{0,4}最(?:急|紧)|最急的|(?:要|该)(?:弄|干|做|办|忙)(?:点)?(?:啥|什么)|几项没(?:完|办|弄|做)|(?:我|手上|手头|名下|负责).*(?:任务|事|活|工作)|我(?:负责|名下|手里|手上)的(?:都|还)?(?:有)?(?:哪些|什么|啥|几)|(?:我|手上|手头)(?:名下|负责|手里)*的?(?:有|还有)?[^,，]{0,3}(?:几|哪些|什么|多少)[^,，]{0,2}整改|(?:还有|还剩|剩下?|有).*(?:没办|没完成|未完成|没做|要办|任务|啥|什么事)|未完成|没完成的|任务(?:清单|列表|有哪些|有啥|列)|^任务$|^我的$|wo ?de ?ren ?wu|dai ?ban|renwu/,
  },
];

/** How to say what. `怎么样` asks about a task, not how. */
export const HOW = /怎么(?!样)|咋(?!样)|如何|怎样(?=申请|报|签|填|用|操作|办)/;
export const HELP =
  /帮助|^help$|说明|怎么(?:用|玩)|(?:能|会)(?:干|做|帮我?做?)?(?:些|点)?(?:啥|什么|哪些|嘛)|有(?:什么|啥|哪些)功能|功能|用法|指令|命令|^(?:你好|您好|在吗|在不在|hello|hi|嗨|喂|你是谁|您是谁|[??]+|菜单|教程|指南)[!！。]?$/;

/** Whose figures. */
export const WHOSE: readonly { readonly of: 'mine' | 'unit' | 'all' | 'here'; readonly pattern: RegExp }[] = [
  { of: 'here', pattern: /本群|这个群|群里/ },
  { of: 'unit', pattern: /(?:本|我们?|咱们?|俺们?|自己|我)的?(?:科|处|股|室|部门|科室|单位|窗口)/ },
  { of: 'all', pattern: /全(?:中心|局|市|区|县|院|校|单位|部|体)|整体|总体|各(?:科室|单位|部门)|所有|全部(?:任务|单位|科室)/ },
  { of: 'mine', pattern: /我的|我(?:个人|自己|本人)|个人|本人|^我/ },
];

/** How each thing is said best; also what an unclear sentence is compared with. */
export const SAY: Readonly<Record<Guess, { readonly say: string; readonly words: string }>> = {
  myTasks: { say: '我的任务', words: '我的任务待办还有什么没办' },
  dueToday: { say: '今天到期', words: '今天今日到期截止' },
  dueSoon: { say: '本周到期', words: '本周最近快到期临期' },
  late: { say: '逾期', words: '逾期超期过期没完成' },
  task: { say: '3号', words: '任务情况详情编号' },
  statistics: { say: '统计', words: '统计汇总整体情况完成率' },
  progress: { say: '3号 完成60% 已印发方案', words: '进展进度完成填报汇报' },
  askExtension: { say: '3号延期到12月20日 因为采购没完成', words: '延期推迟宽限延长' },
  acknowledge: { say: '收到3号', words: '收到知道了已知悉' },
  snooze: { say: '3号明天再提醒我', words: '提醒再提醒稍后' },
  sign: { say: '签收3号', words: '签收接收' },
  submit: { say: '3号申请验收', words: '申请验收销号审核' },
  urge: { say: '催办3号', words: '催办催一下' },
  help: { say: '帮助', words: '帮助怎么用说明功能' },
};
