/**
 * What every part of the page is given, and what it gives back.
 *
 * @typedef {object} Context
 * @property {import('../copy.js').Copy} copy
 * @property {import('../format.js').Format} format
 * @property {import('../campaign.js').Campaign} campaign
 * @property {import('../business-time.js').BusinessTime} time
 * @property {string} scope code of the unit on show
 * @property {string} home code of the highest unit that the reader sees
 * @property {import('../me.js').Me} me the reader
 * @property {import('../types.js').HeadlineMeasure} measure the one that all parts show
 * @property {import('../figures-clock.js').FiguresClock} clock by which all parts show it
 * @property {string} moment local time of the campaign that is looked back at; empty for now
 * @property {import('../period.js').Period} period the days whose figures all parts show
 * @property {import('../delays.js').Delays} delays
 * @property {(behind: import('./door.js').Behind) => void} [open] opens the list behind a figure; none for who may see no lists
 *
 * @typedef {import('../board.js').Board & {total: import('../types.js').Row, asOf: Date}} FilledBoard
 *
 * @typedef {object} Part
 * @property {HTMLElement} element
 * @property {(board: FilledBoard) => void} update
 * @property {(since: Date | null) => void} [age] since when its figures have been too old to be taken for those of now; null if they are not
 * @property {(province: FilledBoard) => void} [refer] the figures of the province, to set a district's beside; called about once a minute
 * @property {() => void} [leave] called when another page takes its place: nothing that lives longer may hold it
 */

/** The address of another unit's page; language and theme in the address stay. */
export function pageOf(/** @type {string} */ unit, /** @type {string} */ province) {
  const query = new URLSearchParams(location.search);
  if (unit === province) query.delete('unit');
  else query.set('unit', unit);
  return query.size ? `?${query}` : './';
}
