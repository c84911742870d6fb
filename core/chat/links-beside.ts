/** The links of a card that say something else than its buttons: where a tap does it, nobody has to open a page for the same. */
import type { Card } from '../contract/chat.js';

export const linksBeside = ({ links, buttons = [] }: Pick<Card, 'links' | 'buttons'>): Card['links'] =>
  links.filter(({ words }) => buttons.every((button) => button.words !== words));
