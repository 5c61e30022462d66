import { h, icon } from '../dom.js';
import { clockSwitch } from './clock-switch.js';
import { pageOf } from './context.js';
import { exportMenu } from './export-menu.js';
import { lateChip } from './late-chip.js';
import { periodChoice } from './period-choice.js';
import { timeTravel } from './time-travel.js';
import { unitSearch } from './unit-search.js';

/**
 * Where we are, with the way back up, what the totals count from, by which clock, and how much came late.
 * @param {import('./context.js').Context} context
 * @param {{clock: (clock: import('../figures-clock.js').FiguresClock) => void, moment: (moment: string) => void, period: (asked: string) => void}} on
 * @returns {import('./context.js').Part}
 */
export function scopeBar(context, on) {
  const { copy, campaign, scope, home } = context;
  const { province } = campaign;
  const path = [];
  for (let unit = above(scope); unit; unit = above(unit)) {
    const name = unit === province ? copy.text('bar.province') : campaign.fullName(unit);
    path.unshift(h('li', {}, h('a', { href: pageOf(unit, province) }, name)));
  }
  if (path.length) path[0].querySelector('a')?.prepend(icon('back'));
  /** @param {string} unit */
  function above(unit) {
    return unit === home ? undefined : campaign.parent(unit);
  }

  const here = scope === province ? copy.text('bar.province') : campaign.fullName(scope);
  path.push(h('li', { 'aria-current': 'page' }, here));

  const late = lateChip(context);
  return {
    update: late.update,
    element: h('div', { class: 'scope-bar' },
      h('nav', { 'aria-label': copy.text('bar.scope') }, h('ol', { class: 'path' }, ...path)),
      unitSearch(context),
      periodChoice(context, on.period),
      clockSwitch(context, on.clock),
      late.element,
      timeTravel(context, on.moment),
      exportMenu(context)),
  };
}
