import { h, icon, setText, spoken } from '../dom.js';
import { unreported } from './unreported.js';

/** @typedef {'ok' | 'late' | 'silent' | 'never' | 'off'} Freshness */
/** @typedef {import('../types.js').OverviewRow} OverviewRow */

const REGULAR = 15;
const SPARSE = 60;
const STRENGTHS = 3;

/**
 * "Độ mới của số liệu": how long figures take to the screen, and when each unit below was last heard of. Who is silent comes first.
 * Outside the hours in which reports are made nobody is late.
 *
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part & {tick: () => void}}
 */
export function freshness(context) {
  const { copy, format, campaign, time, delays } = context;
  /** @type {import('../types.js').Overview | null} */
  let shown = null;
  let minute = '';

  const typical = h('b');
  const most = h('span');
  const delay = h('div', { class: 'fresh-delay', hidden: true },
    typical, h('p', {}, copy.text('fresh.latency'), h('br'), most));
  const body = h('tbody');
  const missing = context.moment ? null : unreported(context);
  const element = h('section', { class: 'card fresh-card', 'aria-labelledby': 'fresh' },
    h('header', {},
      h('h2', { id: 'fresh' }, copy.text('fresh.title')),
      h('p', {}, copy.text('fresh.sub'))),
    delay,
    h('table', { class: 'fresh', 'aria-labelledby': 'fresh' },
      h('thead', { class: 'spoken' }, h('tr', {},
        h('th', { scope: 'col' }, copy.text('rank.col.unit')),
        h('th', { scope: 'col' }, copy.text('fresh.sub')),
        h('th', { scope: 'col' }, copy.text('fresh.heard')))),
      body),
    missing && missing.element);

  return {
    element,
    leave: () => missing?.leave?.(),
    update(board) {
      if (board.overview === shown) return;
      shown = board.overview;
      show();
    },
    tick() {
      showDelay();
      if (shown && format.time(time.now()) !== minute) show();
    },
  };

  function showDelay() {
    const known = delays.percentiles();
    delay.hidden = !known;
    if (!known) return;
    setText(typical, copy.text('fresh.seconds', { s: format.decimal(known.p50) }));
    setText(most, copy.text('fresh.p95', { s: format.decimal(known.p95) }));
  }

  function show() {
    const now = time.now();
    minute = format.time(now);
    const rows = (shown?.rows ?? []).map((row) => ({ row, key: campaign.key(row), age: ageOf(row.heard, now) }));
    const ordered = rows.sort((a, b) => b.age - a.age);
    const strongest = Math.max(1, ...ordered.flatMap(({ row }) => row.pulse));
    body.replaceChildren(...ordered.map(({ row, key, age }) => unitRow(row, key, age, strongest)));
  }

  /** @param {OverviewRow} row @param {string} key @param {number} age minutes @param {number} strongest */
  function unitRow(row, key, age, strongest) {
    const state = freshnessOf(context, row.heard);
    return h('tr', { class: `fresh-${state}` },
      h('th', { scope: 'row', lang: 'vi' }, campaign.shortName(key)),
      h('td', {}, h('span', { class: 'pulse', 'aria-hidden': 'true' },
        ...row.pulse.map((n) => h('i', { class: n ? `pulse${Math.ceil((n / strongest) * STRENGTHS)}` : null })))),
      h('td', {},
        (state === 'silent' || state === 'never') && icon('silent'),
        state === 'late' && icon('sparse'),
        (state === 'silent' || state === 'late') && spoken(`${copy.text(`fresh.${state}`)}: `),
        heard(row, age)));
  }

  /** @param {OverviewRow} row @param {number} age minutes */
  function heard(row, age) {
    if (!row.heard) return copy.text('fresh.never');
    if (age < 1) return copy.text('fresh.now');
    if (age < 60) return copy.text('fresh.min.s', { n: format.count(Math.floor(age)) });
    if (age < 24 * 60) {
      return copy.text('fresh.hour.s', { h: format.count(Math.floor(age / 60)), m: format.count(Math.floor(age % 60)) });
    }
    return format.date(new Date(row.heard));
  }
}

/**
 * Whether a unit was heard of lately: regular within a quarter of an hour, silent after a whole one; outside the hours in which things are
 * done nobody is expected to report.
 *
 * @param {import('./context.js').Context} context
 * @param {string | undefined} heard when its last report was received
 * @returns {Freshness}
 */
export function freshnessOf({ time, format, campaign }, heard) {
  const now = time.now();
  const { from, to } = campaign.data.activeHours;
  const clock = format.time(now);
  if (!heard) return 'never';
  if (clock < from.slice(0, 5) || clock >= to.slice(0, 5)) return 'off';
  const age = ageOf(heard, now);
  if (age <= REGULAR) return 'ok';
  return age <= SPARSE ? 'late' : 'silent';
}

/** Minutes. @param {string | undefined} heard @param {Date} now */
function ageOf(heard, now) {
  return heard ? Math.max(0, (now.getTime() - Date.parse(heard)) / 60_000) : Infinity;
}
