import { h, icon, setText } from '../dom.js';

/**
 * Time and date of the campaign. A demo clock says so, and how fast it runs; a fast one shows no seconds.
 * @param {import('./context.js').Context} context
 */
export function businessClock({ copy, format, time }) {
  const hour = h('b');
  const date = h('span');
  const element = h('div', { class: 'clock' },
    time.demo && h('p', { class: 'clock-demo' }, icon('clock'), demoWords()),
    h('p', { class: 'clock-face', title: copy.text('clock.zone') }, hour, date));
  tick();
  return { element, tick };

  function tick() {
    const now = time.now();
    setText(hour, time.rate > 1 ? format.time(now) : format.exactTime(now));
    setText(date, format.fullDate(now));
  }

  function demoWords() {
    if (time.rate === 1) return copy.text('clock.demo');
    return copy.text('clock.demo.fast', { rate: format.count(time.rate) });
  }
}
