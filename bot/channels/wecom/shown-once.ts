/** What WeCom shall show once only, where nothing but its words makes a message known again. */
import type { Purpose } from './budget.js';

/** Long enough for every resend of an unknown outcome. */
const SECONDS = 1_800;

/** A reminder that went unknown goes again in the same words. An answer never does: whoever asks the same twice is answered twice. */
export const shownOnce = (purpose: Purpose) => (purpose === 'message' ? { enable_duplicate_check: 1, duplicate_check_interval: SECONDS } : {});
