/** Counts of picks as figures, each with the query of the list behind it. */
import type { Figure, TicketFigures } from '../../core/contract/board.js';
import type { TaskExportQuery } from '../../core/contract/task.js';
import type { Board as Counted } from '../../core/insight/board.js';
import { type PickName, pickWords, TICKET_PICKS } from '../../core/insight/picks.js';
import { ticketWords } from '../../core/rating/ticket-words.js';

/** Those that count something. */
export const figuresOf = (picks: Counted['picks'], query: TaskExportQuery, shown: readonly PickName[]): Figure[] =>
  shown.filter((pick) => picks[pick] > 0).map((pick) => ({ id: pick, words: pickWords(pick), count: picks[pick], list: { ...query, pick } }));

/** Null where there is no ticket. */
export const ticketFiguresOf = (picks: Counted['picks'], query: TaskExportQuery): TicketFigures | null =>
  picks.ticket === 0 ? null : { opened: picks.ticket, words: ticketWords(picks), figures: figuresOf(picks, query, TICKET_PICKS) };
