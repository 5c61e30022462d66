import { h, icon, setText } from '../dom.js';
import { ListUnavailable, PAGE, listBehind, shownOn } from '../figure-list.js';
import { headlineOf } from '../measures.js';
import { COLUMNS, activityRow } from './activity-row.js';
import { statusMark } from './status-mark.js';

/**
 * "Hoạt động tạo nên con số này": the list behind a figure, which adds up to it. The list stays as it is when the figure
 * moves on; a line says so, and the reader has it fetched again.
 * @param {import('./context.js').Context} context
 * @param {import('../asked-figure.js').AskedFigure} asked
 * @param {() => void} close
 */
export function drawer(context, asked, close) {
  const { copy, format, campaign, clock } = context;
  const { code, unit } = headlineOf(asked.measure);
  /** @type {import('../figure-list.js').List | null} */
  let list = null;
  let rows = 0;
  /** @type {import('./context.js').FilledBoard | null} */
  let board = null;
  let dismissed = false;
  let said = '';

  const number = h('b');
  const unitName = h('span');
  const period = h('span');
  const check = h('div', { class: 'drawer-check', role: 'status', hidden: true });
  const state = h('div', { class: 'drawer-state', role: 'status' });
  const body = h('tbody');
  const sumLabel = h('th', { scope: 'row', colspan: COLUMNS - 1 });
  const sum = h('td', { class: 'activity-amount' });
  const column = (/** @type {string} */ key, /** @type {string} */ kind) => h('th', { scope: 'col', class: kind }, copy.text(key));
  const table = h('table', { class: 'activities', 'aria-labelledby': 'drawer-title', hidden: true },
    h('thead', {}, h('tr', {},
      column('drill.col.time', 'activity-time'),
      column('drill.col.recv', 'activity-received'),
      column('drill.col.what', 'activity-what'),
      column('drill.col.st', 'activity-status'),
      column(unit === 'unit.count' ? 'drill.col.n' : 'drill.col.q', 'activity-amount'))),
    body,
    h('tfoot', {}, h('tr', {}, sumLabel, sum)));
  const more = h('button', { type: 'button', class: 'button', hidden: true, onclick: goOn });
  const dialog = h('dialog', { class: 'drawer', 'aria-labelledby': 'drawer-title', oncancel: leave, onclose: left, onclick: leaveBeside },
    h('div', { class: 'drawer-body' },
      h('header', {},
        h('p', { class: 'drawer-path', lang: 'vi' }, ...path()),
        h('button', { type: 'button', class: 'tool', 'aria-label': copy.text('drill.close'), title: copy.text('drill.close'), onclick: close }, icon('close'))),
      h('h2', { id: 'drawer-title' }, copy.text('drill.title')),
      h('p', { class: 'drawer-of' },
        [copy.text(`kpi.${code}`), ...(asked.service ? [campaign.serviceName(asked.service, copy.language)] : [])].join(': '),
        ' · ', period, ' · ', copy.text(clock === 'done' ? 'bar.clock.event' : 'bar.clock.recv').toLowerCase()),
      h('p', { class: 'drawer-number' }, number, ' ', unitName),
      check, state, table, more,
      h('p', { class: 'note' }, copy.text('drill.priv'))));
  showPeriod();
  document.body.append(dialog);
  dialog.showModal();
  load();

  return {
    /** @param {import('./context.js').FilledBoard} seen */
    update(seen) {
      board = seen;
      showPeriod();
      showCheck();
    },
    dismiss() {
      dismissed = true;
      dialog.close();
      dialog.remove();
    },
  };

  async function load() {
    state.replaceChildren(copy.text('state.loading'));
    state.hidden = false;
    try {
      list = await listBehind(context, asked);
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
      const page = await listBehind(context, asked, list.next);
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
    setText(more, copy.text('drill.more', { n: format.count(Math.min(PAGE, left)) }));
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

  function showPeriod() {
    const noon = new Date(`${asked.day ?? campaign.data.starts.slice(0, 10)}T12:00:00Z`);
    const date = format.date(noon);
    if (!asked.day) setText(period, copy.text('bar.since', { date }).toLowerCase());
    else setText(period, isToday() ? `${copy.text('kpi.today')}, ${date}` : date);
  }

  /** From the reader's own unit down to the one in question. */
  function path() {
    const units = [];
    for (let at = /** @type {string | undefined} */ (asked.unit); at; at = at === context.home ? undefined : campaign.parent(at)) units.unshift(at);
    const names = units.map((each) => (each === campaign.province ? copy.text('bar.province') : campaign.fullName(each)));
    if (asked.own) names.push(copy.text(asked.unit === campaign.province ? 'rank.own' : 'rank.own.district'));
    return names.flatMap((name, i) => [...(i ? [' › '] : []), i === names.length - 1 ? h('b', {}, name) : name]);
  }

  /** @param {Event} event */
  function leave(event) {
    event.preventDefault();
    close();
  }

  /** The browser has closed it by itself. */
  function left() {
    if (!dismissed) close();
  }

  /** @param {Event} event a click on what is darkened */
  function leaveBeside(event) {
    if (event.target === dialog) close();
  }
}
