import { h } from '../dom.js';

/** Narrower than this, in rem, each phase has a lane of its own, for its name to run on beside it. */
const ROOMY = 30;

/** @typedef {{phase: import('../types.js').Phase, from: number, to: number}} Span from its first day to the one after its last */

/**
 * The campaign's phases above a chart of its days. Phases that overlap lie on different lanes; those that have no dates yet are
 * left out.
 *
 * @param {import('./context.js').Context} context
 */
export function phaseStrip({ copy, campaign, format }) {
  const element = h('ol', { class: 'phases' });
  /** @type {import('./trend-days.js').TrendDays | null} */
  let days = null;
  let width = 0;
  new ResizeObserver(() => {
    if (element.clientWidth !== width) requestAnimationFrame(arrange);
  }).observe(element);

  return {
    element,
    /**
     * @param {import('./trend-days.js').TrendDays} of
     * @param {{left: number, right: number}} insets in rem
     */
    show(of, insets) {
      days = of;
      element.style.marginLeft = `${insets.left}rem`;
      element.style.marginRight = `${insets.right}rem`;
      arrange();
    },
  };

  function arrange() {
    if (!days || element.clientWidth === 0) return;
    const shown = days;
    width = element.clientWidth;
    const narrow = width < ROOMY * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const spans = spansOf(shown, campaign.data.phases);
    const lanes = narrow ? spans.map((span) => [span]) : onLanes(spans);
    element.style.setProperty('--lanes', String(lanes.length));
    element.replaceChildren(...lanes.flatMap((lane, row) =>
      lane.map((span, i) => bar(shown, span, row, lane[i + 1]?.from))));
    for (const name of element.querySelectorAll('.phase-name')) {
      const bar = /** @type {HTMLElement} */ (name.parentElement);
      const room = Number(bar.style.getPropertyValue('--beside'));
      if (name.scrollWidth <= name.clientWidth + 1) continue;
      if (narrow) bar.classList.add('over');
      else if (room > 1) bar.classList.add('beside');
    }
  }

  /** @param {import('./trend-days.js').TrendDays} shown @param {Span} span @param {number} row @param {number} [next] first day of the next on its lane */
  function bar(shown, { phase, from, to }, row, next) {
    const { count, today } = shown;
    const dates = [from, to - 1].map((i) => format.day(shown.day(i))).join(' – ');
    const share = (/** @type {number} */ n) => `${((n / count) * 100).toFixed(3)}%`;
    const late = from + to > count;
    const element = h('li', {
      class: `phase${from <= today && today < to ? ' now' : ''}${late ? ' late' : ''}`,
      title: `${phase.name[copy.language]}: ${dates}`,
    }, h('span', { class: 'phase-name' }, phase.name[copy.language]));
    element.style.left = share(from);
    element.style.width = share(to - from);
    element.style.setProperty('--lane', String(row));
    element.style.setProperty('--beside', String(((next ?? count) - to) / (to - from)));
    element.style.setProperty('--over', String((late ? to : count - from) / (to - from)));
    return element;
  }
}

/**
 * @param {import('./trend-days.js').TrendDays} days
 * @param {import('../types.js').Phase[]} phases
 */
function spansOf(days, phases) {
  return phases
    .flatMap((phase) => {
      if (!phase.from || !phase.to) return [];
      const from = Math.max(0, days.index(phase.from));
      const to = Math.min(days.count, days.index(phase.to) + 1);
      return from < to ? [{ phase, from, to }] : [];
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

/** @param {Span[]} spans in order */
function onLanes(spans) {
  /** @type {Span[][]} */
  const lanes = [];
  for (const span of spans) {
    const free = lanes.find((lane) => lane[lane.length - 1].to <= span.from);
    if (free) free.push(span);
    else lanes.push([span]);
  }
  return lanes;
}
