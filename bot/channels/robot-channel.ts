/** What the robots of both platforms have in common: the address is opened only to send, and every answer is classified. */
import { Refusal } from '../../core/refusal.js';
import type { Robot, Secrets } from '../services.js';
import type { Carried, Message, RobotChannel, RobotKind, SendResult } from './channel.js';
import type { Exchange, Patience } from './http-json.js';
import { type Platform, reactionTo } from './reactions.js';
import { type AddressShape, readAddress } from './robot-address.js';

export interface RobotOptions {
  readonly secrets: Pick<Secrets, 'open'>;
  /** Hosts besides the platforms' own; plain http on loopback only. */
  readonly allowedRobotHosts: readonly string[];
  readonly patience: Patience;
}

export interface RobotPlatform {
  readonly kind: RobotKind;
  readonly maxBytes: number;
  readonly carries: readonly Carried[];
  readonly platform: Platform;
  readonly shape: AddressShape;
  readonly secretFaults: (secret: string | null) => readonly { readonly place: string; readonly message: string }[];
  readonly post: (address: URL, secret: string | null, message: Message, patience: Patience) => Promise<Exchange>;
}

/** Both platforms take 20; a breach costs DingTalk ten minutes. */
const PER_MINUTE = 18;

const stop = (words: string): SendResult => ({ kind: 'refused', stops: 'connection', words });

function opened(secrets: Pick<Secrets, 'open'>, robot: Robot): { readonly address: string; readonly secret: string | null } | null {
  try {
    return { address: secrets.open(robot.sealedAddress), secret: robot.sealedSecret === null ? null : secrets.open(robot.sealedSecret) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

export function robotChannel(own: RobotPlatform, { secrets, allowedRobotHosts, patience }: RobotOptions): RobotChannel {
  return {
    kind: own.kind,
    perMinute: PER_MINUTE,
    maxBytes: own.maxBytes,
    carries: own.carries,
    readAddress: (address, secret) => {
      const read = readAddress(address, own.shape, allowedRobotHosts);
      const faults = [...read.faults, ...own.secretFaults(secret)];
      return faults.length > 0 ? { faults } : read;
    },
    send: async (target, message) => {
      if (target.kind !== 'robot') throw new Error(`${own.kind} has no rooms`);
      const open = opened(secrets, target.robot);
      if (open === null) return stop('保存的机器人地址打不开，加密用的密钥可能已更换。请恢复原来的密钥，或重新添加机器人。');
      // Looked at again: the configuration may have changed since the address was sealed.
      const read = readAddress(open.address, own.shape, allowedRobotHosts);
      if (!('address' in read)) return stop('这个机器人地址的主机已不在允许之列。请检查配置 DUBAN_ALLOWED_ROBOT_HOSTS，或重新添加机器人。');
      return reactionTo(own.platform, await own.post(new URL(read.address), open.secret, message, patience));
    },
  };
}
