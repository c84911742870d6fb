/** Group robots: added with their address, which nobody can read again. */
import { z } from 'zod';

export const RobotKind = z.enum(['wecom', 'dingtalk']);

export const RobotLine = z.object({
  id: z.string(),
  kind: RobotKind,
  name: z.string(),
  /** `office`, `leadingGroup` or `unit:<id>`. */
  group: z.string(),
  groupWords: z.string(),
  /** `还没有发成功过`, `正常`, `已停用：机器人已被移出群聊，请…`. */
  state: z.enum(['ready', 'stopped']),
  stateWords: z.string(),
  /** The last four characters, so that two robots can be told apart. */
  addressTail: z.string(),
});
export type RobotLine = z.infer<typeof RobotLine>;
export const RobotList = z.object({ robots: z.array(RobotLine), groups: z.array(z.object({ id: z.string(), words: z.string() })) });
export type RobotList = z.infer<typeof RobotList>;

export const RobotNew = z.strictObject({
  requestId: z.string().min(8).max(64),
  kind: RobotKind,
  name: z.string().trim().min(1).max(40),
  group: z.string().max(80),
  /** The whole webhook address as the platform shows it. Write-only. */
  address: z.url().max(500),
  /** DingTalk 加签 secret, begins with SEC. Write-only. */
  secret: z.string().trim().max(200).optional(),
});
export type RobotNew = z.infer<typeof RobotNew>;

export const RobotTest = z.object({ sent: z.boolean(), words: z.string() });
export type RobotTest = z.infer<typeof RobotTest>;
