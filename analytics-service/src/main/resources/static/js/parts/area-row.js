import { h, icon, setText, spoken } from '../dom.js';
import { bulletBar } from './bullet-bar.js';
import { pageOf } from './context.js';
import { door } from './door.js';
import { figure } from './figure.js';
import { freshnessOf } from './freshness.js';
import { statusPill } from './status-mark.js';

/**
 * One area of the ranking. The unit's own row (reports made for no smaller unit) is named after its level.
 * @param {import('./context.js').Context} context
 * @param {string} code key of the unit
 * @param {boolean} withGoals whether there are targets to measure by
 */
export function areaRow(context, code, withGoals) {
  const { copy, format, campaign, scope, measure } = context;
  const own = code === scope;
  const main = figure('area-total');
  const today = figure();
  const plain = h('i');
  const bullet = bulletBar();
  const pill = statusPill(copy);
  const rank = h('span');
  const moved = h('small', { class: 'area-moved', hidden: true });
  const mark = h('span', { class: 'area-mark' });
  const name = areaName(context, code);
  const ended = campaign.former.get(code)?.validTo;
  const until = ended && copy.text('rank.until', { date: format.date(lastDay(ended)) });
  const linked = !own && campaign.units.has(code);
  const goalBar = h('span', {}, bullet.element);
  const plainBar = h('span', { class: 'bar' }, plain);
  const element = h('tr', { class: own ? 'own' : null, 'data-unit': code },
    h('td', { class: 'area-rank' }, rank, moved),
    h('th', { scope: 'row' },
      linked ? h('a', { href: pageOf(code, campaign.province) }, name) : name,
      until && h('small', {}, ` ${until}`), mark),
    h('td', { class: 'area-bar', 'aria-hidden': 'true' }, goalBar, plainBar),
    h('td', {}, door(context, main.element, { measure, unit: code, own })),
    withGoals && h('td', { class: 'area-status' }, pill.element),
    h('td', { class: 'area-today of-today' }, door(context, today.element, { measure, unit: code, own, today: true })));
  return {
    element,
    code,
    name,
    unranked: own || Boolean(ended),
    own,
    total: 0,
    today: 0,
    target: 0,
    reached: -1,
    ratio: -1,
    per: -1,
    /**
     * @param {import('../types.js').Row | undefined} row
     * @param {import('../types.js').Pace | undefined} goal
     * @param {{most: number, all: number, per: ReturnType<typeof import('./residents.js').residentsOf> | null}} how how far the bars
     *   reach, in amounts and in targets; and whether to say it per residents
     */
    show(row, goal, { most, all, per }) {
      this.total = row?.[measure] ?? 0;
      this.today = row?.today[measure] ?? 0;
      this.target = goal?.target ?? 0;
      this.reached = goal ? this.total / goal.target : -1;
      this.ratio = goal?.ratio ?? -1;
      today.show(format.signed(this.today));
      goalBar.hidden = !goal;
      plainBar.hidden = withGoals;
      if (goal) {
        main.show(format.percent(this.reached));
        bullet.show(this.reached, goal.expected, all);
        pill.show(goal.status, format.percent(this.reached));
        pill.element.hidden = false;
      } else {
        main.show(format.count(this.total));
        plain.style.width = `${((Math.max(0, this.total) / most) * 100).toFixed(1)}%`;
        pill.element.hidden = true;
      }
      if (per) main.show(per.say(per.rate(code, this.total)));
    },
    /** @param {number | null} place @param {number} up by how many places it has risen since yesterday; negative if it has fallen */
    place(place, up) {
      setText(rank, place === null ? '' : format.count(place));
      moved.hidden = up === 0;
      if (up === 0) return;
      const n = format.count(Math.abs(up));
      moved.title = copy.text(up > 0 ? 'rank.up' : 'rank.down', { n });
      moved.replaceChildren(h('span', { 'aria-hidden': 'true' }, `${up > 0 ? '▲' : '▼'}${n}`), spoken(moved.title));
    },
    /** Whether it was heard of lately. @param {string | undefined} heard @param {boolean} known */
    fresh(heard, known) {
      const state = known && !this.unranked ? freshnessOf(context, heard) : 'ok';
      if (mark.dataset.state === state) return;
      mark.dataset.state = state;
      const shape = { late: 'sparse', silent: 'silent', never: 'silent', ok: '', off: '' }[state];
      mark.replaceChildren(...(shape ? [icon(shape), spoken(copy.text(`fresh.${state}`))] : []));
      mark.title = shape ? copy.text(`fresh.${state}`) : '';
    },
  };
}

/** The day before, at noon. @param {string} ended first day on which a unit is no more */
function lastDay(ended) {
  return new Date(Date.parse(`${ended}T12:00:00Z`) - 24 * 3_600_000);
}

/** @param {import('./context.js').Context} context @param {string} code */
function areaName({ copy, campaign, scope }, code) {
  if (code !== scope) return campaign.shortName(code);
  return copy.text(code === campaign.province ? 'rank.own' : 'rank.own.district');
}
