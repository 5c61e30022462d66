import { Board } from './board.js';
import { afterPaintAndEvery } from './pace.js';

const AGAIN_EVERY = 60_000;

/**
 * The figures of the province beside those of a district, asked for once the page has been painted and every minute: the page's own stream
 * tells of the district alone. Where they cannot be had, nothing is told.
 *
 * @param {import('./parts/context.js').Context} context
 * @param {(board: import('./parts/context.js').FilledBoard) => void} tell
 * @returns {() => void} stops asking
 */
export function followProvince({ campaign, time, clock, moment, period }, tell) {
  const board = new Board((row) => campaign.key(row));
  /** @type {Record<string, string>} */
  const asOf = moment ? { asOf: time.written(moment) } : {};
  const query = new URLSearchParams({ unit: campaign.province, units: 'now', clock, ...period.query, ...asOf });
  const address = `api/v1/campaigns/${encodeURIComponent(campaign.data.code)}/screen?${query}`;
  return afterPaintAndEvery(AGAIN_EVERY, async () => {
    const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => undefined);
    if (!answer?.ok) return;
    /** @type {import('./types.js').Screen} */
    const screen = await answer.json();
    board.replace(screen.snapshot);
    board.survey(screen.overview);
    tell(/** @type {import('./parts/context.js').FilledBoard} */ (board));
  });
}
