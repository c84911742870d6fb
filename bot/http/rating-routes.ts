/** Rating without an account: by a signed code; afterwards by the rating's own token. */
import { FollowUpNew, NumberAsked, NumberShown, RatingDone, RatingNew, RatingOfMine, RatingPage } from '../../core/contract/rating.js';
import { RatingExportQuery, RatingList, RatingsQuery, Satisfaction, SatisfactionQuery, StarChosen } from '../../core/contract/satisfaction.js';
import { addRatingPhoto, followUp, readMyRating } from '../actions/ratings/my-rating.js';
import { rate } from '../actions/ratings/rate.js';
import { readRatingPage } from '../actions/ratings/read-rating-page.js';
import { exportSatisfaction } from '../actions/ratings/export-satisfaction.js';
import { revealNumber } from '../actions/ratings/reveal-number.js';
import { exportRatings, listRatings } from '../actions/ratings/list-ratings.js';
import { exportMonth } from '../actions/ratings/month-report.js';
import { chooseStar, readSatisfaction } from '../actions/ratings/satisfaction.js';
import { readParts } from './multipart.js';
import { open, type Route, signedIn } from './route.js';
import { sendDownload, sendTable } from './send-download.js';

const MAX_BYTES = 10 * 1_048_576;

export const ratingRoutes: readonly Route[] = [
  open({
    method: 'get',
    path: '/api/rate/:code',
    summary: 'What a citizen rates, by a signed code',
    answer: RatingPage,
    handle: ({ services, param }) => readRatingPage(services, param('code')),
  }),
  open({
    method: 'post',
    path: '/api/rate/:code',
    summary: 'Rate a service; the same requestId of a device again gets the first answer',
    body: RatingNew,
    answer: RatingDone,
    handle: ({ services, param, body, ctx }) => rate(services, param('code'), body, ctx.ip),
  }),
  open({
    method: 'get',
    path: '/api/ratings/mine/:token',
    summary: 'One rating by its token: how far its ticket is, and the answer',
    answer: RatingOfMine,
    handle: ({ services, param }) => readMyRating(services, param('token')),
  }),
  open({
    method: 'post',
    path: '/api/ratings/mine/:token/follow',
    summary: 'Rate once more after the answer',
    body: FollowUpNew,
    answer: RatingOfMine,
    handle: ({ services, param, body }) => followUp(services, param('token'), body),
  }),
  open({
    method: 'post',
    path: '/api/ratings/mine/:token/photos',
    summary: 'Add a photo to a fresh rating, three at most',
    reads: 'multipart',
    answer: RatingOfMine,
    handle: async ({ services, param, ctx }) => {
      const { fileName, bytes } = await readParts(ctx, MAX_BYTES);
      return addRatingPhoto(services, param('token'), { fileName, bytes });
    },
  }),
  signedIn({
    method: 'post',
    path: '/api/tasks/:id/number',
    summary: 'The telephone number behind a bad rating, with a reason that is kept',
    body: NumberAsked,
    answer: NumberShown,
    handle: ({ services, viewer, param, body }) => revealNumber(services, viewer, param('id'), body),
  }),
  signedIn({
    method: 'get',
    path: '/api/satisfaction',
    summary: 'Satisfaction of a month by window, staff, service; tickets, star, waiting times',
    query: SatisfactionQuery.strict(),
    answer: Satisfaction,
    handle: ({ services, viewer, query }) => readSatisfaction(services, viewer, query),
  }),
  signedIn({
    method: 'get',
    path: '/api/satisfaction/export',
    summary: 'Satisfaction of a month by window, staff, service and month, and waiting times, as a workbook (.xlsx); leaves an event',
    query: SatisfactionQuery.strict(),
    handle: async ({ services, viewer, query, ctx }) => sendTable(ctx, services, await exportSatisfaction(services, viewer, query)),
  }),
  signedIn({
    method: 'get',
    path: '/api/satisfaction/report',
    summary: 'The report of a month (.docx): ratings, waiting times and tickets of the windows I may see; leaves an event',
    query: SatisfactionQuery.strict(),
    handle: async ({ services, viewer, query, ctx }) => {
      const { fileName, bytes } = await exportMonth(services, viewer, query);
      sendDownload(ctx, fileName, bytes);
    },
  }),
  signedIn({
    method: 'post',
    path: '/api/satisfaction/star',
    summary: 'Announce the star of a month, one of those proposed',
    body: StarChosen,
    answer: Satisfaction,
    handle: ({ services, viewer, body }) => chooseStar(services, viewer, body),
  }),
  signedIn({
    method: 'get',
    path: '/api/ratings',
    summary: 'The ratings behind a figure',
    query: RatingsQuery.strict(),
    answer: RatingList,
    handle: ({ services, viewer, query }) => listRatings(services, viewer, query),
  }),
  signedIn({
    method: 'get',
    path: '/api/ratings/export',
    summary: 'The same ratings as a workbook (.xlsx), without telephone numbers; leaves an event',
    query: RatingExportQuery.strict(),
    handle: async ({ services, viewer, query, ctx }) => sendTable(ctx, services, await exportRatings(services, viewer, query)),
  }),
];
