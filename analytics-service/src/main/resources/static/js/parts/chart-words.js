import { h } from '../dom.js';

/**
 * What the marks of a chart mean.
 * @param {{mark: string, text: string}[]} items the mark is a class of css/charts.css
 */
export function legend(items) {
  return items.map(({ mark, text }) => h('li', {}, h('i', { class: `mark-${mark}`, 'aria-hidden': 'true' }), text));
}

/**
 * What the eye reads of one point of a chart.
 * @param {string} title
 * @param {{text: string, value: string}[]} rows
 * @param {string} [note]
 */
export function tip(title, rows, note) {
  return h('div', { class: 'tip' },
    h('b', {}, title),
    h('dl', {}, ...rows.flatMap(({ text, value }) => [h('dt', {}, text), h('dd', {}, value)])),
    note && h('p', {}, note));
}

/**
 * A table of numbers.
 * @param {string} caption for screen readers
 * @param {string[]} heads
 * @param {(string | Node)[][]} rows the first cell of each is its heading
 */
export function numberTable(caption, heads, rows) {
  return h('table', { class: 'numbers' },
    h('caption', { class: 'spoken' }, caption),
    h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...rows.map(([head, ...cells]) =>
      h('tr', {}, h('th', { scope: 'row' }, head), ...cells.map((cell) => h('td', {}, cell))))));
}
