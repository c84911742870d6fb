import { signature, signed } from '../../../bot/channels/dingtalk/sign.js';

const AT = 1_700_000_000_000;
const SECRET = 'SEC0123456789abcdef';

test('the vendor’s vector is signed as the vendor does', () => {
  expect(signature(AT, SECRET)).toBe('TSZbRFUuvaSQaRKUpF970OPCb2/LcQAP3wOvwZIzBZk=');
});

test('the signature is encoded once', () => {
  const url = signed(new URL('https://oapi.dingtalk.com/robot/send?access_token=t'), SECRET, AT);
  expect(url.toString()).toBe(
    'https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1700000000000&sign=TSZbRFUuvaSQaRKUpF970OPCb2%2FLcQAP3wOvwZIzBZk%3D',
  );
});

test('a robot without a secret is called without a signature', () => {
  expect(signed(new URL('https://oapi.dingtalk.com/robot/send?access_token=t'), null, AT).searchParams.has('sign')).toBe(false);
});
