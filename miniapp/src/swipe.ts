/** Whether a finger swept to the left, as one turns to the next page. Needs no Taro. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const FAR_PX = 72;
/** Steeper than that, and the page was scrolled. */
const FLAT = 0.5;
/** From the very edge the phone itself goes back or forward. */
const EDGE_PX = 24;

export function isSweptOn(from: Spot, to: Spot, width: number): boolean {
  const [left, down] = [from.x - to.x, Math.abs(to.y - from.y)];
  return from.x < width - EDGE_PX && left >= FAR_PX && down <= left * FLAT;
}
