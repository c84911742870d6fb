/**
 * The log: one line an event on stderr (what a person is told goes to stdout), JSON for programs, plain text on a terminal. Addresses, tokens and telephone
 * numbers are masked here, whatever the caller gave.
 */
import { pino } from 'pino';
import type { Log } from './services.js';

const SECRET_FIELDS = ['token', 'password', 'secret', 'address', 'authorization', 'sealedAddress', 'sealedSecret'];

/** Webhook keys in addresses, bearer tokens, credentials in a connection string and the middle of a telephone number. */
const masked = (text: string): string =>
  text
    .replace(/\b(key|access_token|token|secret|sign|mark|code)=[^&\s"'\\]+/gi, '$1=***')
    .replace(/\bBearer\s+[\w.~+/-]+/gi, 'Bearer ***')
    .replace(/(mongodb(?:\+srv)?:\/\/)[^@/\s"]+@/gi, '$1***@')
    .replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2');

interface Sink {
  write(line: string): void;
}

const LEVELS: Readonly<Record<number, string>> = { 20: '调试', 30: '', 40: '提醒 ', 50: '错误 ' };

/** The same line for a person at a terminal. */
function plainLine(json: string): string {
  const { level, time, msg, ...fields } = JSON.parse(json) as { level: number; time: string; msg: string };
  const words = Object.entries(fields).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${time.slice(11, 19)} ${LEVELS[level] ?? ''}${[msg, ...words].join(' ')}\n`;
}

/**
 * Holds everything but errors back until `release`, so that the first lines of a start are read in one piece. What waited
 * bears the time of its release.
 */
export function heldBack(log: Log): { readonly log: Log; readonly release: () => void } {
  let waiting: (() => void)[] | null = [];
  const inTurn = (write: () => void): void => void (waiting === null ? write() : waiting.push(write));
  return {
    log: {
      info: (words, fields) => inTurn(() => log.info(words, fields)),
      warn: (words, fields) => inTurn(() => log.warn(words, fields)),
      error: (words, fields) => log.error(words, fields),
    },
    release: () => {
      const held = waiting ?? [];
      waiting = null;
      for (const write of held) write();
    },
  };
}

export function createLog(level: string, sink: Sink = process.stderr, isTerminal: boolean = process.stderr.isTTY === true): Log {
  const out: Sink = { write: (line) => sink.write(masked(isTerminal ? plainLine(line) : line)) };
  const paths = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]);
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: '***' },
      serializers: { error: pino.stdSerializers.err },
    },
    out,
  );
  return {
    info: (words, fields) => logger.info(fields ?? {}, words),
    warn: (words, fields) => logger.warn(fields ?? {}, words),
    error: (words, fields) => logger.error(fields ?? {}, words),
  };
}
