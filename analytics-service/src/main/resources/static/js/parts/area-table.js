import { h, setText } from '../dom.js';
import { HEADLINES } from '../measures.js';
import { areaRow } from './area-row.js';
import { domain } from './bullet-bar.js';
import { door } from './door.js';
import { figure } from './figure.js';
import { pointing } from './pointing.js';
import { residentsOf } from './residents.js';

/** @typedef {'reached' | 'ratio' | 'total' | 'today' | 'per' | 'name'} Order */
/** @typedef {ReturnType<typeof areaRow>} AreaRow */

const RESORT_AFTER = 30_000;
const DISTRICTS = ['huyen', 'quan', 'thi-xa', 'thanh-pho'];

/** @type {Record<Order, string>} */
const ORDERS = { reached: 'rank.sort.pct', ratio: 'rank.sort.pace', total: 'rank.sort.cum', today: 'rank.sort.today', per: 'rank.sort.per', name: 'rank.sort.name' };

/**
 * The children of the scope, ranked, as a table that adds up: by how far their targets are, where they have any. Figures change in place;
 * rows change places only now and then, and never under the reader's pointer or focus.
 *
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function areaTable(context) {
  const { copy, format, campaign, scope, measure } = context;
  const children = campaign.children(scope);
  const ofDistricts = children.some(({ kind }) => DISTRICTS.includes(kind));
  const target = campaign.target(measure);
  const withGoals = Boolean(target && children.some(({ code }) => target.units[code]));
  const residents = residentsOf(context, children);
  const collator = new Intl.Collator('vi');
  /** @type {Map<string, AreaRow>} */
  const rows = new Map();
  /** @type {Order} */
  let order = withGoals ? 'reached' : 'total';
  let sortedAt = -Infinity;
  /** @type {import('./context.js').FilledBoard | undefined} */
  let shown;

  const orders = /** @type {Order[]} */ (Object.keys(ORDERS)).filter((each) => each === 'per' ? residents.known : withGoals || !['reached', 'ratio'].includes(each));
  const select = h('select', {
    class: 'select',
    'aria-label': copy.text('rank.sort'),
    onchange: () => {
      order = /** @type {Order} */ (select.value);
      if (shown) update(shown);
      sort();
    },
  }, ...orders.map((each) => h('option', { value: each, selected: each === order }, copy.text(ORDERS[each]))));

  const body = h('tbody');
  pointing(body, '.map');
  const sum = figure('area-total');
  const sumToday = figure();
  const planned = h('span');
  const scopeName = scope === campaign.province ? copy.text('bar.province').toLowerCase() : campaign.fullName(scope);
  const column = (/** @type {string} */ key, /** @type {string} */ kind = '') => h('th', { scope: 'col', class: kind || null }, copy.text(key));
  const main = h('th', { scope: 'col', class: 'number' });
  const table = h('table', { class: `areas${withGoals ? ' with-goals' : ''}`, 'aria-labelledby': 'areas' },
    h('thead', {}, h('tr', {},
      h('td', { class: 'area-rank' }),
      column('rank.col.unit'),
      h('td', { class: 'area-bar' }),
      main,
      withGoals && column('rank.col.status', 'area-status'),
      column('rank.col.today', 'number of-today'))),
    body,
    h('tfoot', {}, h('tr', {},
      h('td', { class: 'area-rank' }),
      h('th', { scope: 'row' }, copy.text('rank.sum', { scope: scopeName })),
      h('td', { class: 'area-bar' }),
      h('td', {}, door(context, sum.element, { measure })),
      withGoals && h('td', { class: 'area-status' }),
      h('td', { class: 'area-today of-today' }, door(context, sumToday.element, { measure, today: true })))));
  const headline = HEADLINES.find((each) => each.measure === measure);
  const element = h('section', { class: 'card areas-card', 'aria-labelledby': 'areas' },
    h('header', {},
      h('div', {},
        h('h2', { id: 'areas' }, copy.text(ofDistricts ? 'rank.title' : 'rank.title.c', { n: format.count(children.length) })),
        h('p', {}, copy.text(`kpi.${headline?.code}`))),
      select),
    table,
    withGoals && h('p', { class: 'note rank-key' },
      h('span', {}, h('i', { class: 'plan-tick' }), planned),
      h('span', {}, h('i', { class: 'target-tick' }), copy.text('rank.target'))),
    residents.note);

  return { element, update };

  /** @param {import('./context.js').FilledBoard} board */
  function update(board) {
    shown = board;
    const per = order === 'per' ? residents : null;
    residents.note.hidden = !per;
    main.replaceChildren(per ? copy.text('rank.sort.per')
      : withGoals ? h('span', { class: 'spoken' }, copy.text('rank.col.prog')) : copy.text('kpi.cum'));
    const codes = new Set([...children.map(({ code }) => code), ...board.rows.keys()]);
    const goalOf = (/** @type {string} */ code) => target && board.goals.get(code)?.[target.code];
    const most = Math.max(1, ...[...board.rows.values()].map((row) => row[measure]));
    const all = domain([...codes].map((code) => (board.rows.get(code)?.[measure] ?? 0) / (goalOf(code)?.target ?? Infinity)));
    const heard = new Map((board.overview?.rows ?? []).map((row) => [campaign.key(row), row.heard]));
    let grown = false;
    for (const code of codes) {
      let row = rows.get(code);
      if (!row) {
        row = areaRow(context, code, withGoals);
        rows.set(code, row);
        grown = true;
      }
      const counted = board.rows.get(code);
      const before = row.reached;
      row.show(counted, goalOf(code), { most, all, per });
      row.per = residents.rate(code, row.total);
      row.fresh(heard.get(code), heard.has(code));
      // The first overview brings the targets: what was sorted without them is sorted anew.
      grown ||= before < 0 && row.reached >= 0;
    }
    sum.show(per ? per.say(per.rateOfAll(board.total[measure])) : format.count(board.total[measure]));
    sumToday.show(format.signed(board.total.today[measure]));
    const expected = [...codes].map(goalOf).find(Boolean)?.expected;
    if (expected !== undefined) setText(planned, `${copy.text('rank.plan')} ${format.percent(expected)}`);
    const reading = element.matches(':hover') || element.contains(document.activeElement);
    if (grown || (!reading && performance.now() - sortedAt > RESORT_AFTER)) sort();
  }

  function sort() {
    sortedAt = performance.now();
    const ordered = [...rows.values()].sort((a, b) => Number(a.own) - Number(b.own)
      || Number(a.unranked) - Number(b.unranked)
      || (order === 'name' ? 0 : b[order] - a[order])
      || collator.compare(a.name, b.name));
    const moved = ordered.some((row, i) => body.children[i] !== row.element);
    if (moved) body.append(...ordered.map((row) => row.element));
    const before = valuesBefore(ordered.filter(({ unranked }) => !unranked));
    ordered.forEach((row, i) => {
      const place = placeOf(ordered, row, i);
      row.place(place, place === null ? 0 : (placeBefore(before, row) ?? place) - place);
    });
  }

  /**
   * What rows were ranked by when today began, as far as that is known now; none for an order that does not go on from day to day.
   * All have the same plan, so that they stand to it as to their targets.
   * @param {AreaRow[]} ranked
   */
  function valuesBefore(ranked) {
    const key = order;
    if (key === 'today' || key === 'name') return null;
    return new Map(ranked.map((row) => {
      const amount = row.total - row.today;
      if (key === 'total') return [row, amount];
      if (key === 'per') return [row, residents.rate(row.code, amount)];
      return [row, row[key] < 0 ? -1 : amount / row.target];
    }));
  }

  /** None where all were equal: nobody had reported. @param {Map<AreaRow, number> | null} values @param {AreaRow} row */
  function placeBefore(values, row) {
    const own = values?.get(row);
    if (!values || own === undefined || new Set(values.values()).size === 1) return null;
    return [...values.values()].filter((value) => value > own).length + 1;
  }

  /** Equals share a place. @param {AreaRow[]} ordered @param {AreaRow} row @param {number} i */
  function placeOf(ordered, row, i) {
    if (row.unranked || order === 'name') return null;
    const key = order;
    return Math.min(i, ordered.findIndex((each) => each[key] === row[key])) + 1;
  }
}
