import { isWeakPassword } from '../../bot/actions/weak-password.js';

test.each(['12345678', '１２３４５６７８', '87654321', 'Password', '88888888', 'qwertyuiop', 'abcdefgh', 'Admin123', '1qaz2wsx'])(
  'the password %s is tried first by whoever guesses',
  (password) => {
    expect(isWeakPassword(password)).toBe(true);
  },
);

test.each(['整改到位 2026', 'duban2026', 'horse-river-71', '12345679x'])('the password %s is not', (password) => {
  expect(isWeakPassword(password)).toBe(false);
});
