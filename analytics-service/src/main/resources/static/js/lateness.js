/** How much of what the days hold became known only later. */

/**
 * @typedef {import('./types.js').HeadlineMeasure} HeadlineMeasure
 * @typedef {keyof import('./types.js').Quality} Range how many days later
 */

/** @type {Range[]} */
export const RANGES = ['d1', 'd2', 'd4'];

/**
 * @param {import('./types.js').Overview} overview by the day on which things were done
 * @param {HeadlineMeasure} measure
 */
export function lateness({ days, quality }, measure) {
  const total = days.measures[measure].reduce((sum, amount) => sum + amount, 0);
  const parts = RANGES.map((range) => ({ range, amount: quality[range][measure] }));
  const late = parts.reduce((sum, { amount }) => sum + amount, 0);
  return {
    parts,
    late,
    onTime: total - late,
    /** Of the total; 0 where there is none. @param {number} amount */
    share: (amount) => (total > 0 ? amount / total : 0),
    none: total <= 0,
  };
}
