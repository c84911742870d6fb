/** How far tickets 差评工单 are, as picks that are counted and as words. Pure. */
import type { Board } from '../insight/board.js';
import type { PickName } from '../insight/picks.js';
import { rateWords } from './satisfaction.js';

export const TICKET_PICKS: readonly PickName[] = [
  'ticket',
  'ticketWithPhone',
  'ticketCalled',
  'ticketNotCalled',
  'ticketAnswered',
  'ticketNotAnswered',
];

const shareOf = (part: number, whole: number): string => `${rateWords(part, whole)}（${part}/${whole}）`;

/** `50.0 %（1/2）`, of those who left a number. */
export const callWords = ({ ticketCalled, ticketWithPhone }: Board['picks']): string => shareOf(ticketCalled, ticketWithPhone);
export const answerWords = ({ ticketAnswered, ticket }: Board['picks']): string => shareOf(ticketAnswered, ticket);

export const ticketWords = (picks: Board['picks']): string[] => [`回访率 ${callWords(picks)}`, `答复率 ${answerWords(picks)}`];
