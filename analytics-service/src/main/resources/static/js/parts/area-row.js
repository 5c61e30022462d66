import { h } from '../dom.js';
import { pageOf } from './context.js';
import { figure } from './figure.js';

/**
 * One area of the table. The unit's own row (reports made for no smaller unit) is named after its level.
 * @param {import('./context.js').Context} context
 * @param {string} code key of the unit
 */
export function areaRow(context, code) {
  const { format, campaign, scope } = context;
  const own = code === scope;
  const total = figure('area-total');
  const today = figure();
  const bar = h('i');
  const name = areaName(context, code);
  const ended = campaign.former.get(code)?.validTo;
  const until = ended && context.copy.text('rank.until', { date: format.date(lastDay(ended)) });
  const linked = !own && campaign.units.has(code);
  const element = h('tr', { class: own ? 'own' : null },
    h('th', { scope: 'row' }, linked ? h('a', { href: pageOf(code, campaign.province) }, name) : name, until && h('small', {}, ` ${until}`)),
    h('td', { class: 'area-bar', 'aria-hidden': 'true' }, h('span', { class: 'bar' }, bar)),
    h('td', {}, total.element),
    h('td', { class: 'area-today' }, today.element));
  return {
    element,
    name,
    own,
    total: 0,
    today: 0,
    /** @param {import('../types.js').Row | undefined} row @param {number} most */
    show(row, most) {
      this.total = row?.citizens ?? 0;
      this.today = row?.today.citizens ?? 0;
      total.show(format.count(this.total));
      today.show(format.signed(this.today));
      bar.style.width = `${((Math.max(0, this.total) / most) * 100).toFixed(1)}%`;
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
