/** The list behind a figure, and the figure itself as the board has it. */

/** @typedef {import('./asked-figure.js').AskedFigure} AskedFigure */

/**
 * @typedef {object} Item
 * @property {number} amount what it adds to the figure; negative if it takes back
 * @property {string} id of the report
 * @property {string} source
 * @property {import('./types.js').Activity['type']} type
 * @property {string} [retracts] what it takes back
 * @property {boolean} [retracted] whether it has been taken back since
 * @property {boolean} [corrected] whether the report says something else instead
 * @property {string} unit
 * @property {string} validFrom
 * @property {Record<string, string>} dimensions
 * @property {string} doneAt
 * @property {string} recordedAt
 *
 * @typedef {{sum: number, count: number, items: Item[], next?: string}} List
 */

/** How many are fetched at a time where nothing else is said. */
export const PAGE = 50;

/** Says with its status why a list could not be had. */
export class ListUnavailable extends Error {
  /** @param {number} status 0 when no answer came */
  constructor(status) {
    super(`list: ${status}`);
    this.status = status;
  }
}

/**
 * @param {import('./parts/context.js').Context} context
 * @param {AskedFigure} asked
 * @param {number} most how many
 * @param {string} [cursor] where the page begins
 * @returns {Promise<List>}
 */
export async function listBehind(context, asked, most, cursor) {
  const { campaign } = context;
  const query = new URLSearchParams({ ...questionOf(context, asked), limit: String(most), ...(cursor ? { cursor } : {}) });
  const address = `api/v1/campaigns/${encodeURIComponent(campaign.data.code)}/figures/${asked.measure}/activities?${query}`;
  const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => {
    throw new ListUnavailable(0);
  });
  if (!answer.ok) throw new ListUnavailable(answer.status);
  return answer.json();
}

/**
 * Address of the whole list as a file.
 * @param {import('./parts/context.js').Context} context
 * @param {AskedFigure} asked
 */
export function fileOf(context, asked) {
  const { campaign, copy } = context;
  const query = new URLSearchParams({ ...questionOf(context, asked), measure: asked.measure, format: 'csv', sheet: 'activities', lang: copy.language });
  return `api/v1/campaigns/${encodeURIComponent(campaign.data.code)}/export?${query}`;
}

/**
 * @param {import('./parts/context.js').Context} context
 * @param {AskedFigure} asked
 * @returns {Record<string, string>}
 */
function questionOf({ campaign, time, scope, clock, moment, period }, asked) {
  return {
    unit: exactUnit(campaign, scope, asked),
    units: 'now',
    clock,
    ...(asked.day ? { from: asked.day, to: asked.day } : period.query),
    ...(asked.own ? { own: 'true' } : {}),
    ...(asked.service ? { service: asked.service } : {}),
    ...(moment ? { asOf: time.written(moment) } : {}),
  };
}

/** The scope as the live figures name it, by its code; a row by its unit and that one's first day. */
function exactUnit(
  /** @type {import('./campaign.js').Campaign} */ campaign,
  /** @type {string} */ scope,
  /** @type {AskedFigure} */ { unit, own },
) {
  const validFrom = campaign.units.get(unit)?.validFrom;
  return validFrom && (own || unit !== scope) ? `${unit}@${validFrom}` : unit;
}

/**
 * What the board shows; undefined if it does not show this figure.
 * @param {import('./parts/context.js').FilledBoard} board
 * @param {import('./parts/context.js').Context} context
 * @param {AskedFigure} asked
 * @returns {number | undefined}
 */
export function shownOn(board, { campaign, scope }, { measure, unit, day, service, own }) {
  const whole = unit === scope && !own;
  if (service) {
    const served = whole ? board.overview?.services.find((each) => each.service === service) : undefined;
    return day === board.day ? served?.today.citizens : day ? undefined : served?.citizens;
  }
  if (day && day !== board.day) {
    const days = whole ? board.overview?.days : undefined;
    return days?.measures[measure][Math.round((Date.parse(day) - Date.parse(days.first)) / 86_400_000)];
  }
  const row = whole ? board.total : board.rows.get(unit);
  // The ranking shows units below that have done nothing yet.
  if (!row) return own || campaign.parent(unit) === scope ? 0 : undefined;
  return day ? row.today[measure] : row[measure];
}
