import { h, setText } from '../dom.js';
import { ListUnavailable, PAGE, listBehind, shownOn } from '../figure-list.js';
import { headlineOf } from '../measures.js';
import { COLUMNS, activityRow } from './activity-row.js';
import { statusMark } from './status-mark.js';

/**
 * The activities behind a figure, which add up to it. The list stays as it is when the figure moves on; a line says so, and the
 * reader has it fetched again.
 * @param {import('./context.js').Context} context
 * @param {import('../asked-figure.js').AskedFigure} asked
 * @param {string} heading id of the heading that names it
 * @param {number} [atATime] how many are shown at first, and then with each wish for more
 */
export function activityList(context, asked, heading, atATime = PAGE) {
  const { copy, format } = context;
  const { unit } = headlineOf(asked.measure);
  /** @type {import('../figure-list.js').List | null} */
  let list = null;
  let rows = 0;
  /** @type {import('./context.js').FilledBoard | null} */
  let board = null;
  let said = '';

  const number = h('b');
  const unitName = h('span');
  const check = h('div', { class: 'drawer-check', role: 'status', hidden: true });
  const state = h('div', { class: 'drawer-state', role: 'status' });
  const body = h('tbody');
  const sumLabel = h('th', { scope: 'row', colspan: COLUMNS - 1 });
  const sum = h('td', { class: 'activity-amount' });
  const column = (/** @type {string} */ key, /** @type {string} */ kind) => h('th', { scope: 'col', class: kind }, copy.text(key));
  const table = h('table', { class: 'activities', 'aria-labelledby': heading, hidden: true },
    h('thead', {}, h('tr', {},
      column('drill.col.time', 'activity-time'),
      column('drill.col.recv', 'activity-received'),
      column('drill.col.what', 'activity-what'),
      column('drill.col.st', 'activity-status'),
      column(unit === 'unit.count' ? 'drill.col.n' : 'drill.col.q', 'activity-amount'))),
    body,
    h('tfoot', {}, h('tr', {}, sumLabel, sum)));
  const more = h('button', { type: 'button', class: 'button', hidden: true, onclick: goOn });
  load();

  return {
    number: h('p', { class: 'drawer-number' }, number, ' ', unitName),
    parts: [check, state, table, more, h('p', { class: 'note' }, copy.text('drill.priv'))],
    isToday,
    /** @param {import('./context.js').FilledBoard} seen */
    update(seen) {
      board = seen;
      showCheck();
    },
  };

  async function load() {
    state.replaceChildren(copy.text('state.loading'));
    state.hidden = false;
    try {
      list = await listBehind(context, asked, atATime);
      rows = 0;
      body.replaceChildren();
      said = '';
      state.hidden = list.count > 0;
      if (!list.count) state.replaceChildren(copy.text(isToday() ? 'state.emptytoday' : 'state.empty'));
      append(list);
      showCheck();
    } catch (error) {
      fail(error, load);
    }
  }

  async function goOn() {
    if (!list?.next) return;
    more.disabled = true;
    try {
      const page = await listBehind(context, asked, atATime, list.next);
      state.hidden = true;
      append({ ...page, sum: list.sum, count: list.count });
      if (more.hidden) table.focus();
    } catch (error) {
      fail(error, goOn);
    }
    more.disabled = false;
  }

  /** What was shown stays. @param {unknown} error @param {() => void} again */
  function fail(error, again) {
    if (!(error instanceof ListUnavailable)) throw error;
    state.hidden = false;
    if (error.status === 401) state.replaceChildren(copy.text('app.expired'));
    else if (error.status === 403) state.replaceChildren(copy.text('state.denied'));
    else {
      state.replaceChildren(
        h('p', {}, copy.text('state.err')),
        h('p', { class: 'note' }, copy.text('state.err.hint', { code: String(error.status) })),
        h('button', { type: 'button', class: 'button', onclick: again }, copy.text('state.retry')));
    }
  }

  /** @param {import('../figure-list.js').List} page */
  function append(page) {
    list = page;
    rows += page.items.length;
    body.append(...page.items.map((item) => activityRow(context, item, asked.day)));
    table.hidden = rows === 0;
    table.tabIndex = -1;
    const left = page.count - rows;
    more.hidden = !page.next || left <= 0;
    setText(more, copy.text('drill.more', { n: format.count(Math.min(atATime, left)) }));
    setText(sumLabel, more.hidden ? copy.text('drill.total') : copy.text('drill.total.of', { n: format.count(page.count) }));
    setText(sum, format.count(page.sum));
  }

  /** Whether the list still adds up to what the board shows. */
  function showCheck() {
    const now = board ? shownOn(board, context, asked) : undefined;
    const known = list?.sum ?? now;
    setText(number, known === undefined ? '' : format.count(known));
    setText(unitName, known === undefined ? '' : copy.unit(unit, known));
    if (!list) return;
    const moved = now !== undefined && now !== list.sum;
    const values = { n: format.count(list.count), t: `${format.count(list.sum)} ${copy.unit(unit, list.sum)}` };
    const words = moved ? copy.text('drill.mismatch', { a: format.count(list.sum), b: format.count(now) })
      : copy.text(now === undefined ? 'drill.sum.only' : 'drill.sum', values);
    if (words === said) return;
    said = words;
    check.hidden = false;
    check.dataset.state = moved ? 'moved' : now === undefined ? 'alone' : 'matches';
    check.replaceChildren(
      ...(now === undefined ? [] : [statusMark(moved ? 'early' : 'on')]),
      h('span', {}, words),
      ...(moved ? [h('button', { type: 'button', class: 'button', onclick: load }, copy.text('drill.refresh'))] : []));
  }

  function isToday() {
    return asked.day === (board?.day ?? format.isoDays.format(context.time.now()));
  }
}
