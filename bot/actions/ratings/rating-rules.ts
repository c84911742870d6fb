/** What this base decided about ratings; what it did not is as in a new base. */
import { DEFAULT_RULES, type RatingRules } from '../../../core/rating/model.js';
import type { Store } from '../../services.js';

const NAME = 'ratingRules';

export const ratingRules = async (store: Store): Promise<RatingRules> => ({
  ...DEFAULT_RULES,
  ...(await store.settings.get<Partial<RatingRules>>(NAME)),
});

export const keepRatingRules = (store: Store, rules: RatingRules): Promise<void> => store.settings.set(NAME, rules);
