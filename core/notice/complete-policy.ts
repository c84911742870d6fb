/** Policies saved before there were the later rules are completed with those of a new base, so that they can still be followed. Pure. */
import { DEFAULT_POLICY } from './default-policy.js';
import type { Policy } from './model.js';
import type { OwnRules, PolicyBook } from './policy-book.js';

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

const { extension, callBack, milestone } = DEFAULT_POLICY.ladders;
const LATER_LADDERS = { extension, callBack, milestone };
const { extension: decideDays, callBack: callDays, ticket: ticketDays } = DEFAULT_POLICY.workdaysFor;
const LATER_FIGURES = { extension: decideDays, callBack: callDays, ticket: ticketDays };

/** The ladders and figures that came later; what was there from the beginning is never made up. */
function completeRules<Rules extends Partial<OwnRules>>(rules: Rules): Rules {
  const [ladders, workdaysFor] = [fieldsOf(rules.ladders), fieldsOf(rules.workdaysFor)];
  return {
    ...rules,
    ...(ladders === null ? {} : { ladders: { ...LATER_LADDERS, ...ladders } }),
    ...(rules.chain === undefined ? { chain: DEFAULT_POLICY.chain } : {}),
    ...(workdaysFor === null ? {} : { workdaysFor: { ...LATER_FIGURES, ...workdaysFor } }),
  };
}

/** As stored, whatever it is; what is no policy at all stays as it is and is judged by `policy-faults`. */
export const completePolicy = (stored: unknown): unknown => {
  const fields = fieldsOf(stored);
  return fields === null
    ? stored
    : { repeats: DEFAULT_POLICY.repeats, mentions: DEFAULT_POLICY.mentions, ...completeRules(fields as Partial<Policy>) };
};

export const completeBook = ({ base, exceptions }: PolicyBook): PolicyBook => ({
  base: completePolicy(base) as Policy,
  exceptions: exceptions.map((own) => ({ ...own, policy: completeRules(own.policy) })),
});
