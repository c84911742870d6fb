/** WeCom's error codes as an application meets them in its groups: those of the application, besides what only groups have. */
import type { Platform, Row } from '../reactions.js';
import { WECOM_APP } from './app-answers.js';

const AGAIN = '请在“机器人”里移除它，再重新建群。';

const ROWS: readonly Row[] = [
  {
    codes: [60011],
    class: 'target',
    words:
      '企业微信只让可见范围是全公司的应用建群。请在企业微信管理后台“应用管理”里打开督办应用，把“可见范围”设为最上级的部门，约一分钟后再试。发给个人的消息不受影响。',
  },
  { codes: [86001, 86003, 40050], class: 'target', words: `企业微信里没有这个应用群，可能已经解散。${AGAIN}` },
  { codes: [86008], class: 'target', words: `这个群不是督办应用建的，应用不能在里面发消息。${AGAIN}` },
  { codes: [86217], class: 'target', words: `督办应用已不在这个群里。${AGAIN}` },
  { codes: [86004], class: 'content', words: '企业微信不接受这个群名。请换一个 1 到 50 个字的名称。' },
  { codes: [86005, 86207], class: 'content', words: '群主要是群里的成员。请让登记了企业微信账号、在可见范围里的人来建群。' },
  { codes: [86006], class: 'content', words: '应用群要有 2 到 2000 名成员。请先在“人员”里登记他们的企业微信账号。' },
  {
    codes: [86216],
    class: 'content',
    words: '有成员的企业微信账号不对，或督办应用对他不可见。请在“人员”里核对账号，在督办应用的“可见范围”里加上他们。',
  },
  { codes: [86215], class: 'done', words: '' },
];

export const WECOM_CHAT: Platform = { ...WECOM_APP, noun: '应用群', rows: [...ROWS, ...WECOM_APP.rows] };
