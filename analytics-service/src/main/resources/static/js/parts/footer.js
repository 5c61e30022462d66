import { h, setText } from '../dom.js';

/**
 * Up to when the figures are good, and what they count.
 * @param {import('./context.js').Context} context
 */
export function footer({ copy, format }) {
  const asOf = h('p');
  return {
    element: h('footer', { class: 'footer' }, asOf, h('p', {}, copy.text('unit.count.help'))),
    /** @param {Date} moment */
    show(moment) {
      const time = `${format.exactTime(moment)}, ${format.date(moment)}`;
      setText(asOf, copy.text('conn.asof', { time }));
    },
  };
}
