/** How much of what the days of a period hold became known only later. */

const DAY = 86_400_000;

/**
 * @typedef {import('./types.js').HeadlineMeasure} HeadlineMeasure
 * @typedef {keyof import('./types.js').Quality} Range how many days later
 */

/** @type {Range[]} */
export const RANGES = ['d1', 'd2', 'd4'];

/**
 * @param {import('./types.js').Overview} overview by the day on which things were done
 * @param {HeadlineMeasure} measure
 * @param {import('./period.js').Period} period
 */
export function lateness({ days, quality }, measure, period) {
  const first = Date.parse(days.first);
  const total = days.measures[measure]
    .filter((_, i) => period.holds(new Date(first + i * DAY).toISOString().slice(0, 10)))
    .reduce((sum, amount) => sum + amount, 0);
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
