import { h } from '../dom.js';

const EVERY = 5 * 60_000;

/**
 * Speaks to screen readers, politely: each change of the connection once, a summary every five minutes.
 * The numbers themselves are not live, or they would never stop talking.
 * @param {import('./context.js').Context} context
 */
export function announcer({ copy, format }) {
  const element = h('p', { class: 'spoken', role: 'status' });
  let spokenAt = performance.now();
  let state = '';
  return {
    element,
    /** @param {string} words */
    connection(words) {
      if (state && words !== state) element.textContent = copy.text('sr.conn', { state: words });
      state = words;
    },
    /** @param {import('./context.js').FilledBoard} board */
    update({ total, asOf }) {
      if (performance.now() - spokenAt < EVERY) return;
      spokenAt = performance.now();
      element.textContent = copy.text('sr.updated', {
        time: format.time(asOf),
        a: format.count(total.citizens),
        b: format.signed(total.today.citizens),
      });
    },
  };
}
