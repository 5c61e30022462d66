import { chart } from '../charts.js';
import { h, setText } from '../dom.js';

const RETRY_AFTER = 60_000;

/**
 * @typedef {object} Shown
 * @property {(canvas: import('../charts.js').Canvas) => object | null} option of the chart, see charts.js
 * @property {() => string} description of the chart, for screen readers
 * @property {() => HTMLTableElement} table
 * @property {() => number} last index of the last point that can be pointed at
 * @property {(index: number) => string} says what a screen reader speaks of a point
 * @property {(index: number) => HTMLElement} tip what the eye reads of it
 */

/**
 * A chart and its twin, a table of the same numbers; the reader changes between them. The chart is one stop of the tab key,
 * and the arrow keys move a crosshair. Where charts cannot be drawn there is the table.
 *
 * @param {import('./context.js').Context} context
 * @param {string} heading id of the heading that names both
 * @param {Shown} shown
 */
export function chartAndTable({ copy }, heading, shown) {
  let asTable = false;
  let failed = false;
  /** @type {number | null} */
  let index = null;

  const plot = h('div', { class: 'plot-canvas', tabindex: '0', role: 'application', onkeydown: move, onblur: leave });
  const said = h('p', { class: 'spoken', 'aria-live': 'polite' });
  const area = h('div', { class: 'plot' }, plot);
  const table = h('div', { class: 'plot-table', tabindex: '0', role: 'region', 'aria-labelledby': heading, hidden: true });
  const failure = h('p', { class: 'plot-failure', role: 'status', hidden: true },
    copy.text('chart.failed'),
    h('button', { type: 'button', class: 'button', onclick: retry }, copy.text('state.retry')));
  const button = h('button', { type: 'button', class: 'plot-twin', onclick: change }, copy.text('trend.table'));
  const drawn = chart(plot, option, fail);

  return {
    element: h('div', { class: 'plot-place' }, failure, area, table, said),
    button,
    /** Something moved. */
    update() {
      drawn.moved();
      if (!table.hidden) table.replaceChildren(shown.table());
    },
    /** The reader wants to see something else. */
    redraw() {
      drawn.draw();
      if (!table.hidden) table.replaceChildren(shown.table());
    },
  };

  /** @param {import('../charts.js').Canvas} canvas */
  function option(canvas) {
    const wanted = shown.option(canvas);
    return wanted && {
      ...wanted,
      aria: { enabled: true, label: { description: `${shown.description()} ${copy.text('sr.chart.keys')}` } },
      tooltip: {
        trigger: 'axis',
        confine: true,
        transitionDuration: 0,
        backgroundColor: 'transparent',
        borderWidth: 0,
        padding: 0,
        extraCssText: 'box-shadow: none',
        axisPointer: { type: 'line', lineStyle: { color: canvas.color('ink3'), width: canvas.rem(0.0625), type: 'solid' } },
        formatter: (/** @type {{dataIndex: number}[]} */ [point]) => shown.tip(point.dataIndex),
      },
    };
  }

  function change() {
    asTable = !asTable;
    show();
  }

  function show() {
    const tabular = asTable || failed;
    table.hidden = !tabular;
    area.hidden = tabular;
    failure.hidden = !failed;
    button.hidden = failed;
    setText(button, copy.text(tabular ? 'trend.chart' : 'trend.table'));
    table.replaceChildren(...(tabular ? [shown.table()] : []));
  }

  function fail() {
    failed = true;
    show();
    setTimeout(() => {
      if (failed && area.isConnected) retry();
    }, RETRY_AFTER);
  }

  function retry() {
    failed = false;
    show();
    drawn.appear();
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const last = shown.last();
    const at = index ?? last + 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || last < 0) return;
    event.preventDefault();
    index = Math.min(last, Math.max(0, to));
    drawn.point(index);
    setText(said, shown.says(index));
  }

  function leave() {
    index = null;
    drawn.leave();
    setText(said, '');
  }
}
