import { h } from '../dom.js';
import { toggletip } from './toggletip.js';

/**
 * How many people live in the units of a ranking, by whom that was counted, and how much falls to a thousand of them.
 * @param {import('./context.js').Context} context
 * @param {import('../types.js').Unit[]} units
 */
export function residentsOf({ copy, format, campaign }, units) {
  const known = units.flatMap(({ code, residents }) => residents ? [{ code, ...residents }] : []);
  const people = new Map(known.map(({ code, number }) => [code, number]));
  const all = known.reduce((sum, { number }) => sum + number, 0);
  const derived = known.filter((each) => each.derived).map(({ code }) => campaign.shortName(code)).join(', ');
  const years = [...new Set(known.map(({ year }) => year))].join(', ');
  const sources = [...new Set(known.map(({ source }) => source))].join('\n');
  return {
    known: known.length > 0,
    note: h('p', { class: 'note rank-residents', hidden: true },
      copy.text('rank.per.census', { year: years }), ' ',
      derived && copy.text('rank.per.derived', { units: derived }), ' ',
      toggletip(copy.text('rank.per.source'), sources, 'unit-chip')),
    /** Negative where nobody knows how many live. @param {string} code @param {number} n */
    rate(code, n) {
      const number = people.get(code);
      return number ? (n / number) * 1000 : -1;
    },
    /** "118,2" @param {number} rate */
    say(rate) {
      return rate < 0 ? '–' : format.decimal(rate);
    },
    /** Of all of them together. @param {number} n */
    rateOfAll(n) {
      return people.size === units.length ? (n / all) * 1000 : -1;
    },
  };
}
