import { h, icon } from '../dom.js';
import { pageOf } from './context.js';

/**
 * Where we are, with the way back up, and what the totals count from.
 * @param {import('./context.js').Context} context
 */
export function scopeBar({ copy, format, campaign, scope, home }) {
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

  const since = format.date(new Date(`${campaign.data.starts.slice(0, 10)}T12:00:00Z`));
  return {
    element: h('div', { class: 'scope-bar' },
      h('nav', { 'aria-label': copy.text('bar.scope') }, h('ol', { class: 'path' }, ...path)),
      h('p', {}, copy.text('bar.since', { date: since }))),
  };
}
