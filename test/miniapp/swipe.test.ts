import { isSweptOn } from '../../miniapp/src/swipe.js';

const WIDTH = 390;
const swept = (fromX: number, fromY: number, toX: number, toY: number) => isSweptOn({ x: fromX, y: fromY }, { x: toX, y: toY }, WIDTH);

test('a sweep to the left leads on', () => {
  expect(swept(300, 400, 150, 420)).toBe(true);
});

test('neither scrolling, nor a short move, nor one to the right, nor the phone’s own from its edge leads on', () => {
  expect([swept(300, 400, 220, 460), swept(300, 400, 250, 400), swept(150, 400, 300, 400), swept(380, 400, 150, 400)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
