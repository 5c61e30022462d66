import { Board } from '../board.js';
import { hasMap, mapCard } from './map-card.js';

const AGAIN_EVERY = 60_000;

/**
 * Whether the map of the province stands beside a district's figures: for whoever sees the province.
 * @param {import('./context.js').Context} context
 */
export function hasNavigator({ campaign, scope, home }) {
  const { province } = campaign;
  return home === province && campaign.parent(scope) === province && hasMap({ campaign, scope: province });
}

/**
 * The map of the province on a district's page, which leads to the others; the one on show is outlined. Its figures are asked for once
 * the page has been painted, and every minute: the page's own stream tells of the district alone.
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function mapNavigator(context) {
  const { campaign, time, scope, clock, moment } = context;
  const card = mapCard(context);
  const board = new Board((row) => campaign.key(row));
  const query = new URLSearchParams({ unit: campaign.province, units: 'now', clock, ...(moment ? { asOf: time.written(moment) } : {}) });
  const address = `api/v1/campaigns/${encodeURIComponent(campaign.data.code)}/screen?${query}`;
  card.element.classList.add('navigator');
  card.element.querySelector(`[data-unit="${scope}"]`)?.setAttribute('aria-current', 'page');
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let gone = false;
  requestAnimationFrame(() => setTimeout(begin));
  return {
    element: card.element,
    update() {},
    leave() {
      gone = true;
      clearInterval(timer);
      card.leave?.();
    },
  };

  function begin() {
    if (gone) return;
    load();
    timer = setInterval(() => {
      if (!document.hidden) load();
    }, AGAIN_EVERY);
  }

  /** Where that fails, the map leads to the districts all the same. */
  async function load() {
    const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => undefined);
    if (!answer?.ok) return;
    /** @type {import('../types.js').Screen} */
    const screen = await answer.json();
    board.replace(screen.snapshot);
    board.survey(screen.overview);
    card.update(/** @type {import('./context.js').FilledBoard} */ (board));
  }
}
