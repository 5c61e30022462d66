/**
 * One unit on a map.
 * @typedef {object} MapUnit
 * @property {string} code
 * @property {HTMLAnchorElement | SVGAElement} link
 * @property {[number, number]} at where it is, to the right and downwards
 */

/**
 * What is known of a unit on the map.
 * @typedef {object} Known
 * @property {number} sum
 * @property {number} today
 * @property {import('../types.js').Pace} [goal]
 * @property {number} most of any unit
 * @property {number} all how far bars reach, in targets
 * @property {boolean} silent
 */

/** From which ratio to the plan each class begins. */
const CLASSES = [0, 0.75, 0.9, 1, 1.15];
const AMOUNTS = 5;

/**
 * What a map says of a unit, in whichever form it is drawn.
 * @param {import('./context.js').Context} context
 * @param {boolean} withGoals whether there are targets to measure by
 * @param {Known} known
 */
export function said({ copy, format }, withGoals, { sum, today, goal, most, silent }) {
  const tv = document.documentElement.classList.contains('tv');
  const share = goal ? sum / goal.target : 0;
  const added = `${format.signed(today)} ${copy.text('kpi.today')}`;
  return {
    total: goal ? format.percent(share, tv ? 0 : 1) : format.count(sum),
    today: added,
    words: goal ? `${copy.text(`st.${goal.status}`, { p: format.percent(share) })}. ${added}` : added,
    kind: `${classOf(withGoals, goal, sum, most)}${silent ? ' silent' : ''}`,
  };
}

/** @param {boolean} withGoals @param {import('../types.js').Pace | undefined} goal @param {number} sum @param {number} most */
function classOf(withGoals, goal, sum, most) {
  if (!withGoals) return `amount${Math.min(AMOUNTS, Math.max(1, Math.ceil((sum / most) * AMOUNTS)))}`;
  if (!goal || goal.status === 'early' || goal.ratio === undefined) return 'm0';
  const ratio = goal.ratio;
  return `m${CLASSES.filter((from) => ratio >= from).length}`;
}

/**
 * Arrows lead to the nearest unit in their direction; one unit is a stop of the tabulator key.
 * @param {Element} element in which they are
 * @param {MapUnit[]} units
 */
export function movable(element, units) {
  for (const { link } of units) link.setAttribute('tabindex', link === units[0].link ? '0' : '-1');
  element.addEventListener('keydown', (event) => {
    const { target, key } = /** @type {KeyboardEvent} */ (event);
    const from = target instanceof Element && units.find(({ link }) => link.contains(target));
    const next = from && nextTo(from, key, units);
    if (!next) return;
    event.preventDefault();
    for (const { link } of units) link.setAttribute('tabindex', link === next.link ? '0' : '-1');
    next.link.focus();
  });
}

/** @param {MapUnit} from @param {string} key @param {MapUnit[]} units */
function nextTo({ at: [x, y] }, key, units) {
  if (key === 'Home') return units[0];
  if (key === 'End') return units[units.length - 1];
  const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key] ?? [0, 0];
  const distance = (/** @type {MapUnit} */ { at: [tox, toy] }) => {
    const [along, across] = [(tox - x) * dx + (toy - y) * dy, (tox - x) * dy + (toy - y) * dx];
    return along > 0 ? along + 2 * Math.abs(across) : Infinity;
  };
  return units.filter((unit) => distance(unit) < Infinity).sort((a, b) => distance(a) - distance(b))[0];
}
