/** WeCom's seal and XML: the vendor's vector, and everything that only looks genuine. */
import { type Envelope, openEnvelope } from '../../../bot/channels/wecom/callback-crypto.js';
import { readXml } from '../../../bot/channels/wecom/callback-xml.js';
import { encrypted, signatureOf } from '../../support/fake-wecom-callback.js';

const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiver: 'wx5823bf96d3bd56c7' };
const SEAL = { ...KEYS, corpId: KEYS.receiver };
const VECTOR: Envelope = {
  signature: 'a8498dda3672bf27adfc6a4a85e7a9ffa9243566',
  timestamp: '1409659813',
  nonce: '1372623149',
  encrypt: 'sKqRbbiSUnDhFHOvPjtUMWzf2R8PrpMiTTPaicBgqZlYW/WsF6SiFd2z9CriX2YpWYzF1yrNNQ0SomM3ovdnfA==',
};
const THEN = new Date(1_409_659_813_000);
const MINUTE = 60_000;

const signed = (encrypt: string, facts: Partial<Envelope> = {}): Envelope => {
  const { timestamp, nonce } = { ...VECTOR, ...facts };
  return { timestamp, nonce, encrypt, signature: signatureOf(KEYS.token, timestamp, nonce, encrypt) };
};

test('the vendor’s vector opens, and the fake makes the very same', () => {
  expect(openEnvelope(KEYS, VECTOR, THEN)).toBe('1616140317555161061');
  expect(encrypted('1616140317555161061', SEAL, Buffer.from('0123456789abcdef'))).toBe(VECTOR.encrypt);
  expect(signed(VECTOR.encrypt)).toEqual(VECTOR);
});

test('Chinese, percent signs and long texts come out as they went in', () => {
  for (const text of ['退回修改：缺会议纪要 😀', '60% 已完成', '督'.repeat(5_000), '']) {
    expect(openEnvelope(KEYS, signed(encrypted(text, SEAL)), THEN)).toBe(text);
  }
});

test('a clock ten minutes off passes, one further off does not', () => {
  for (const off of [-9, 9]) expect(openEnvelope(KEYS, VECTOR, new Date(THEN.getTime() + off * MINUTE))).not.toBeNull();
  for (const off of [-11, 11]) expect(openEnvelope(KEYS, VECTOR, new Date(THEN.getTime() + off * MINUTE))).toBeNull();
});

test.each<[string, Envelope]>([
  ['another signature', { ...VECTOR, signature: VECTOR.signature.replace('a', 'b') }],
  ['no signature', { ...VECTOR, signature: '' }],
  ['a signature that is longer', { ...VECTOR, signature: `${VECTOR.signature}00` }],
  ['a signature in capitals', { ...VECTOR, signature: VECTOR.signature.toUpperCase() }],
  ['another time under the same signature', { ...VECTOR, timestamp: '1409659814' }],
  ['another nonce under the same signature', { ...VECTOR, nonce: '1372623150' }],
  ['no nonce', signed(VECTOR.encrypt, { nonce: '' })],
  ['a time that is no time', signed(VECTOR.encrypt, { timestamp: '0x54057000' })],
  ['nothing inside', signed('')],
  ['a message cut short', signed(VECTOR.encrypt.slice(0, 40))],
  ['a message that is no base64', signed('督办'.repeat(16))],
  ['a message of whole blocks that is garbage', signed(Buffer.alloc(64, 7).toString('base64'))],
  ['a message for another corp', signed(encrypted('hello', { ...SEAL, corpId: 'wwanothercorp0001' }))],
  ['a message under another key', signed(encrypted('hello', { ...SEAL, aesKey: 'a'.repeat(43) }))],
  ['an empty receiver', signed(encrypted('hello', { ...SEAL, corpId: '' }))],
])('%s is not genuine', (_name, envelope) => {
  expect(openEnvelope(KEYS, envelope, THEN)).toBeNull();
});

describe('XML', () => {
  test('ids stay texts and CDATA is taken as it is', () => {
    expect(
      readXml('<xml><FromUserName><![CDATA[00123]]></FromUserName><CreateTime>0123</CreateTime><Content><![CDATA[ <b>&lt; 60% ]]></Content></xml>'),
    ).toEqual({
      FromUserName: '00123',
      CreateTime: '0123',
      Content: ' <b>&lt; 60% ',
    });
  });

  test.each([
    ['a document type', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><Content>&a;</Content></xml>'],
    ['an entity of a file', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Encrypt>&f;</Encrypt></xml>'],
    ['an open end', '<xml><Encrypt>a</Encrypt>'],
    ['JSON', '{"encrypt":"a"}'],
    ['nothing', ''],
    ['another root', '<html><Encrypt>a</Encrypt></html>'],
  ])('%s is no message', (_name, text) => {
    expect(readXml(text)).toBeNull();
  });

  test('whoever pastes a page writes its declarations in their words', () => {
    const words = '<!DOCTYPE html><!ENTITY x "y"><!-- 注 --> <![CDATA[';
    expect(readXml(`<xml><Content><![CDATA[${words}]]></Content><MsgId>1</MsgId></xml>`)).toEqual({ Content: words, MsgId: '1' });
    expect(readXml(`<xml><Content><![CDATA[a]]></Content><!-- ${words} ]]> --></xml>`)).toBeNull();
  });

  test('a member twice is no text, and __proto__ pollutes nothing', () => {
    expect(readXml('<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>')).toEqual({});
    for (const name of ['__proto__', 'constructor', 'prototype']) readXml(`<xml><${name}><polluted>1</polluted></${name}></xml>`);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
