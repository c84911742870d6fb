/** The signature of DingTalk's robot: the vendor's vector, its hour, and everything that only looks genuine. */
import { isSigned } from '../../../bot/channels/dingtalk/app-callback.js';
import { openEnvelope } from '../../../bot/channels/wecom/callback-crypto.js';
import { readSession } from '../../../bot/channels/dingtalk/app-answer.js';
import { signedHeaders, signOf } from '../../support/fake-dingtalk-callback.js';

const SECRET = 'this is a secret';
const VECTOR = { timestamp: '1577262236757', sign: 'DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA=' };
const THEN = new Date(1_577_262_236_757);
const HOUR = 3_600_000;
const at = (ms: number) => new Date(THEN.getTime() + ms);

test('the vendor’s vector is genuine, and the fake signs the very same', () => {
  expect(isSigned(VECTOR, SECRET, THEN)).toBe(true);
  expect(signOf(SECRET, VECTOR.timestamp)).toBe(VECTOR.sign);
});

test('an hour off passes, a millisecond more does not, either way', () => {
  for (const off of [-HOUR, HOUR]) expect(isSigned(VECTOR, SECRET, at(off))).toBe(true);
  for (const off of [-HOUR - 1, HOUR + 1]) expect(isSigned(VECTOR, SECRET, at(off))).toBe(false);
});

test.each([
  ['nothing', {}],
  ['no signature', { timestamp: VECTOR.timestamp }],
  ['no time', { sign: VECTOR.sign }],
  ['another time under the same signature', { ...VECTOR, timestamp: '1577262236758' }],
  ['a signature with one letter changed', { ...VECTOR, sign: VECTOR.sign.replace('D', 'E') }],
  ['a signature cut short', { ...VECTOR, sign: VECTOR.sign.slice(0, 40) }],
  ['a signature that is longer', { ...VECTOR, sign: `${VECTOR.sign}AAAA` }],
  ['a signature encoded for a URL', { ...VECTOR, sign: encodeURIComponent(VECTOR.sign) }],
  ['a time in seconds', { timestamp: '1577262236', sign: signOf(SECRET, '1577262236') }],
  ['a time that is no number', { timestamp: '15772622367.7', sign: signOf(SECRET, '15772622367.7') }],
  ['another secret', signedHeaders('another secret', THEN.getTime())],
])('%s is not genuine', (_name, headers) => {
  expect(isSigned(headers, SECRET, THEN)).toBe(false);
});

test.each([
  ['DingTalk’s own', 'https://oapi.dingtalk.com/robot/sendBySession?session=a', true],
  ['one that the configuration names', 'https://ding.example.cn/robot/sendBySession?session=a', true],
  ['another host', 'https://oapi.dingtalk.com.evil.example/robot/sendBySession?session=a', false],
  ['DingTalk’s name as an account', 'https://oapi.dingtalk.com@evil.example/robot/sendBySession', false],
  ['an account before DingTalk’s host', 'https://u:p@oapi.dingtalk.com/robot/sendBySession', false],
  ['plain http', 'http://oapi.dingtalk.com/robot/sendBySession?session=a', false],
  ['another port', 'https://oapi.dingtalk.com:8443/robot/sendBySession', false],
  ['an address inside the house', 'http://169.254.169.254/latest/meta-data', false],
  ['no address', 'sendBySession', false],
])('an answer goes to %s: %s, %s', (_name, address, isTaken) => {
  expect(readSession(address, ['ding.example.cn']) !== null).toBe(isTaken);
});

describe('the seal on an event is WeCom’s, with a time in milliseconds and the application’s key as receiver', () => {
  const keys = { token: 'tok', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', receiver: 'dingappkey' };
  const event = {
    signature: '0290ce48a194c4679edd7fa080408acf85af56d0',
    timestamp: '1700000000000',
    nonce: 'nonce123',
    encrypt: 'Q3stYC6hdFzMh9T8HCvyDPAmVUAR9ZeRhlEwYP+nuECUip9V/qF4lOMYaSzIzg7CpInN0bp17nj/vvScM0H+2g==',
  };
  const then = (minutes: number) => new Date(1_700_000_000_000 + minutes * 60_000);

  test('the vector opens within its minutes', () => {
    expect(openEnvelope(keys, event, then(0))).toBe('success');
    expect(openEnvelope(keys, event, then(9))).toBe('success');
    expect(openEnvelope(keys, event, then(11))).toBeNull();
  });

  test.each([
    ['another receiver', { ...keys, receiver: 'dingother' }],
    ['another token', { ...keys, token: 'other' }],
    ['another key', { ...keys, aesKey: 'b'.repeat(43) }],
  ])('with %s it does not open', (_name, wrong) => {
    expect(openEnvelope(wrong, event, then(0))).toBeNull();
  });
});
