import { h, setText } from '../dom.js';

/**
 * Up to when the figures are good, and what they count. On paper each page says it below: which scope, by which clock, printed when.
 * @param {import('./context.js').Context} context
 */
export function footer({ copy, format, campaign, scope, time, clock, period }) {
  const asOf = h('p');
  let upTo = '';
  window.onbeforeprint = nameThePages;
  return {
    element: h('footer', { class: 'footer' }, asOf, h('p', {}, copy.text('unit.count.help'))),
    /** @param {Date} moment */
    show(moment) {
      upTo = `${format.exactTime(moment)}, ${format.date(moment)}`;
      setText(asOf, copy.text('conn.asof', { time: upTo }));
    },
  };

  /** The style sheet puts these into the margins; it alone can count pages. */
  function nameThePages() {
    const counted = copy.text('exp.meta', {
      scope: campaign.fullName(scope),
      period: period.words(copy, format).toLowerCase(),
      clock: copy.text(clock === 'done' ? 'bar.clock.event' : 'bar.clock.recv').toLowerCase(),
      time: upTo,
    });
    const now = time.now();
    const [before, between, after] = copy.text('print.foot', { time: format.time(now), date: format.date(now) }).split(/\{[in]\}/);
    const { style } = document.documentElement;
    style.setProperty('--print-scope', JSON.stringify(counted));
    style.setProperty('--print-page', `${JSON.stringify(before)} counter(page) ${JSON.stringify(between)} counter(pages) ${JSON.stringify(after)}`);
  }
}
