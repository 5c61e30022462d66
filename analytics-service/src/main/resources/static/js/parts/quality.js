import { h, icon, setText } from '../dom.js';
import { lateness, RANGES } from '../lateness.js';
import { headlineOf } from '../measures.js';
import { emptyState } from './empty.js';
import { freshnessOf } from './freshness.js';

/** @typedef {import('../types.js').Overview} Overview */

/**
 * "Chất lượng số liệu": how much was reported late and by how much, how many units below have fallen silent, and of the whole, what
 * was sent and not counted. By the day of receipt every report is on its own day, so that there the card says where to look.
 *
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function quality(context) {
  const { copy, format, campaign, scope, measure, clock, period } = context;
  /** @type {Overview | null} */
  let shown = null;

  const share = h('b');
  const segments = RANGES.map((range) => h('i', { class: `late-${range}` }));
  const bar = h('div', { class: 'quality-bar', 'aria-hidden': 'true' }, ...segments);
  const onTime = row(copy.text('dq.d0'));
  const late = RANGES.map((range) => row(copy.text(`dq.${range}`), h('i', { class: `late-${range}`, 'aria-hidden': 'true' })));
  const silent = row(copy.text('dq.silent'), icon('silent'));
  silent.element.hidden = campaign.children(scope).length === 0;
  const copies = row(copy.text('dq.dup'));
  const rejected = row(copy.text('dq.rej'));
  const split = h('div', {},
    h('p', { class: 'quality-share' }, share, ` ${copy.text('dq.late').toLowerCase()}`),
    bar,
    h('ul', { class: 'quality' }, onTime.element, ...late.map(({ element }) => element)));
  const note = h('p', { class: 'quality-note' }, copy.text(clock === 'done' ? 'bar.late.help' : 'dq.recv.help'));
  const empty = emptyState(copy, 'state.empty');

  const element = h('section', { class: 'card quality-card', 'aria-labelledby': 'quality' },
    h('header', {},
      h('h2', { id: 'quality' }, copy.text('dq.title')),
      h('p', {}, `${copy.text(`kpi.${headlineOf(measure).code}`)} · ${period.words(copy, format)}`)),
    ...(clock === 'done' ? [split, empty] : []),
    h('ul', { class: 'quality' }, silent.element, copies.element, rejected.element),
    note);

  return {
    element,
    update({ overview }) {
      if (overview === shown || !overview) return;
      shown = overview;
      if (clock === 'done') showLate(overview);
      showSilent(overview);
      showUncounted(overview);
    },
  };

  /** @param {Overview} overview */
  function showLate(overview) {
    const known = lateness(overview, measure, period);
    empty.hidden = !known.none;
    split.hidden = known.none;
    setText(share, format.percent(known.share(known.late)));
    onTime.show(format.percent(known.share(known.onTime)));
    const positive = known.parts.reduce((sum, { amount }) => sum + Math.max(0, amount), 0);
    bar.hidden = positive === 0;
    known.parts.forEach(({ amount }, i) => {
      late[i].show(format.percent(known.share(amount)));
      segments[i].hidden = amount <= 0;
      segments[i].style.flexGrow = String(positive ? Math.max(0, amount) / positive : 0);
    });
  }

  /** Outside of the hours in which reports are made nobody is. @param {Overview} overview */
  function showSilent({ rows }) {
    const states = rows.map(({ heard }) => freshnessOf(context, heard));
    silent.show(states.includes('off')
      ? copy.text('fresh.off')
      : format.count(states.filter((state) => state === 'silent' || state === 'never').length));
  }

  /** @param {Overview} overview */
  function showUncounted({ uncounted }) {
    copies.element.hidden = rejected.element.hidden = !uncounted;
    copies.show(format.count(uncounted?.copies ?? 0));
    rejected.show(format.count(uncounted?.rejected ?? 0));
  }

  /** @param {string} name @param {Element} [mark] */
  function row(name, mark) {
    const value = h('b');
    return {
      element: h('li', {}, h('span', {}, mark, name), value),
      /** @param {string} text */
      show: (text) => setText(value, text),
    };
  }
}
