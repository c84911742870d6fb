/** How far tickets 差评工单 are, in words. Pure. */
import type { Board } from '../insight/board.js';
import { rateWords } from './satisfaction.js';

const shareOf = (part: number, whole: number): string => `${rateWords(part, whole)}（${part}/${whole}）`;

/** `回访率 50.0 %（1/2）`, of those who left a number, and `答复率 …`, of all. */
export const ticketWords = ({ ticket, ticketWithPhone, ticketCalled, ticketAnswered }: Board['picks']): string[] => [
  `回访率 ${shareOf(ticketCalled, ticketWithPhone)}`,
  `答复率 ${shareOf(ticketAnswered, ticket)}`,
];
