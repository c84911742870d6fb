/** Whatever speaks in a group. Types only. */

/** Whatever speaks in a group: a robot of the group, or (`wecomChat`) WeCom's application in a group that it made. */
export interface Robot {
  readonly id: string;
  readonly kind: 'wecom' | 'dingtalk' | 'wecomChat';
  readonly name: string;
  /** `office`, `leadingGroup`, `unit:<unitId>`. */
  readonly group: string;
  /** Sealed; only the channel opens it. Of an application's group its id. */
  readonly sealedAddress: string;
  readonly sealedSecret: string | null;
  readonly addressTail: string;
  readonly stopped: string | null;
  /** A message of ours has arrived at least once. Absent: not yet. */
  readonly worked?: boolean;
}

export interface RobotStore {
  list(): Promise<readonly Robot[]>;
  find(id: string): Promise<Robot | null>;
  save(robot: Robot): Promise<void>;
  remove(id: string): Promise<void>;
  /** Takes one send of the robot's budget for the current minute (machine time). Answers how it stands now, with 0 or the milliseconds to wait; null where it is gone. */
  take(id: string, perMinute: number | null): Promise<{ readonly robot: Robot; readonly waitMs: number } | null>;
  /** Nothing to this robot for `ms` of machine time. */
  hold(id: string, ms: number): Promise<void>;
  /** Out of service with these words for the office; null: in service again. */
  setStopped(id: string, words: string | null): Promise<void>;
  /** A message arrived: its address is right. */
  setWorked(id: string): Promise<void>;
}
