import { h, icon } from '../dom.js';

/**
 * Says, above everything else, that what is shown is of a moment in the past.
 * @param {import('./context.js').Context} context whose time stands still
 * @param {() => void} back to what is live
 */
export function pastBanner({ copy, format, time }, back) {
  const moment = time.now();
  const words = copy.text('asof.banner', { time: format.time(moment), date: format.date(moment) });
  return h('aside', { class: 'past-banner' }, icon('clock'), h('span', {}, words),
    h('button', { type: 'button', class: 'button', onclick: back }, copy.text('asof.back')));
}
