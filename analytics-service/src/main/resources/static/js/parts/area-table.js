import { h } from '../dom.js';
import { areaRow } from './area-row.js';
import { figure } from './figure.js';

/** @typedef {'name' | 'total' | 'today'} Column */

const RESORT_AFTER = 30_000;
const DISTRICTS = ['huyen', 'quan', 'thi-xa', 'thanh-pho'];

/**
 * The children of the scope as a table that adds up. Figures change in place; rows change places only now and then,
 * and never under the reader's pointer or focus.
 *
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function areaTable(context) {
  const { copy, format, campaign, scope } = context;
  const province = scope === campaign.province;
  const ofDistricts = campaign.children(scope).some(({ kind }) => DISTRICTS.includes(kind));
  const collator = new Intl.Collator('vi');
  /** @type {Map<string, ReturnType<typeof areaRow>>} */
  const rows = new Map();
  /** @type {Column} */
  let column = 'total';
  let sortedAt = -Infinity;

  const headings = {
    name: heading('name', 'rank.col.unit'),
    total: heading('total', 'kpi.cum'),
    today: heading('today', 'rank.col.today'),
  };
  const body = h('tbody');
  const sum = figure('area-total');
  const sumToday = figure();
  const scopeName = province ? copy.text('bar.province').toLowerCase() : campaign.fullName(scope);
  const table = h('table', { class: 'areas', 'aria-labelledby': 'areas' },
    h('thead', {}, h('tr', {}, headings.name, h('td', { class: 'area-bar' }), headings.total, headings.today)),
    body,
    h('tfoot', {}, h('tr', {},
      h('th', { scope: 'row' }, copy.text('rank.sum', { scope: scopeName })),
      h('td', { class: 'area-bar' }),
      h('td', {}, sum.element),
      h('td', { class: 'area-today' }, sumToday.element))));
  const element = h('section', { class: 'card areas-card', 'aria-labelledby': 'areas' },
    h('header', {},
      h('h2', { id: 'areas' }, copy.text(ofDistricts ? 'rank.districts' : 'rank.communes')),
      h('p', {}, copy.text('kpi.ast'))),
    table);

  return { element, update };

  /** @param {import('./context.js').FilledBoard} board */
  function update(board) {
    const codes = new Set([...campaign.children(scope).map(({ code }) => code), ...board.rows.keys()]);
    const most = Math.max(1, ...[...board.rows.values()].map((row) => row.citizens));
    let grown = false;
    for (const code of codes) {
      if (!rows.has(code)) {
        rows.set(code, areaRow(context, code));
        grown = true;
      }
      rows.get(code)?.show(board.rows.get(code), most);
    }
    sum.show(format.count(board.total.citizens));
    sumToday.show(format.signed(board.total.today.citizens));
    const reading = element.matches(':hover') || element.contains(document.activeElement);
    if (grown || (!reading && performance.now() - sortedAt > RESORT_AFTER)) sort();
  }

  function sort() {
    sortedAt = performance.now();
    for (const [name, cell] of Object.entries(headings)) {
      if (name === column) cell.setAttribute('aria-sort', name === 'name' ? 'ascending' : 'descending');
      else cell.removeAttribute('aria-sort');
    }
    const ordered = [...rows.values()].sort((a, b) => Number(a.own) - Number(b.own)
      || (column === 'name' ? 0 : b[column] - a[column])
      || collator.compare(a.name, b.name));
    const moved = ordered.some((row, i) => body.children[i] !== row.element);
    if (moved) body.append(...ordered.map((row) => row.element));
  }

  /** @param {Column} name @param {string} key */
  function heading(name, key) {
    return h('th', { scope: 'col', class: name === 'name' ? null : 'number' },
      h('button', {
        type: 'button',
        title: `${copy.text('rank.sort')}: ${copy.text(key)}`,
        onclick: () => {
          column = name;
          sort();
        },
      }, copy.text(key)));
  }
}
