import { h, icon, setText } from '../dom.js';
import { lateness } from '../lateness.js';

/**
 * How much of the figures was reported late, beside the choice of the clock; by the day of receipt nothing is.
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function lateChip({ copy, format, measure, clock, period }) {
  const words = h('span');
  const element = h('p', { class: 'chip', title: copy.text('bar.late.help'), hidden: true }, icon('clock'), words);
  return {
    element,
    update({ overview }) {
      const known = clock === 'done' && overview ? lateness(overview, measure, period) : undefined;
      element.hidden = !known || known.none;
      if (known) setText(words, copy.text('bar.late', { p: format.percent(known.share(known.late)) }));
    },
  };
}
