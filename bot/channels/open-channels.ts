/** Every channel there is, by its kind. */
import type { BudgetStore, DetourStore, PreviewStore, Secrets, TokenStore } from '../services.js';
import type { Channels } from './channel.js';
import { dingtalkApp } from './dingtalk/app-channel.js';
import { dingtalkGroupRobot } from './dingtalk/group-robot.js';
import type { Patience } from './http-json.js';
import { LINE_PATIENCE, type LinePatience } from './long-line.js';
import { previewChat } from './preview/preview-chat.js';
import { wecomApp } from './wecom/app-channel.js';
import { wecomChat } from './wecom/chat-channel.js';
import { wecomGroupRobot } from './wecom/group-robot.js';

export interface ChannelOptions {
  readonly previews: Pick<PreviewStore, 'insert'>;
  readonly tokens: TokenStore;
  readonly budgets: BudgetStore;
  readonly detours: DetourStore;
  readonly secrets: Pick<Secrets, 'seal' | 'open' | 'sign'>;
  /** `host` or `host:port`, besides the platforms' own. */
  readonly allowedRobotHosts: readonly string[];
  readonly patience?: Patience;
  readonly linePatience?: LinePatience;
}

const PATIENCE: Patience = { connectMs: 3_000, totalMs: 8_000 };

export function openChannels({ previews, patience = PATIENCE, linePatience = LINE_PATIENCE, ...rest }: ChannelOptions): Channels {
  const options = { ...rest, patience, linePatience };
  return {
    preview: previewChat(previews),
    wecom: wecomGroupRobot(options),
    dingtalk: dingtalkGroupRobot(options),
    wecomChat: wecomChat(options),
    wecomApp: wecomApp(options),
    dingtalkApp: dingtalkApp(options),
  };
}
