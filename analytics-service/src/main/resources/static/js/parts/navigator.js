import { hasMap, mapCard } from './map-card.js';

/**
 * Whether the figures of the province stand beside a district's: for whoever sees the province.
 * @param {import('./context.js').Context} context
 */
export function hasProvince({ campaign, scope, home }) {
  const { province } = campaign;
  return home === province && campaign.parent(scope) === province;
}

/** @param {import('./context.js').Context} context */
export function hasNavigator(context) {
  return hasProvince(context) && hasMap({ campaign: context.campaign, scope: context.campaign.province });
}

/**
 * The map of the province on a district's page, which leads to the others; the one on show is outlined. Before its figures come, and where
 * they do not, it leads to the districts all the same.
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function mapNavigator(context) {
  const card = mapCard(context);
  card.element.classList.add('navigator');
  card.element.querySelector(`[data-unit="${context.scope}"]`)?.setAttribute('aria-current', 'page');
  return { element: card.element, update() {}, refer: card.update, leave: card.leave };
}
