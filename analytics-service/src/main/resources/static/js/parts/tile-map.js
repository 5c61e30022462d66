import { h, setText, spoken } from '../dom.js';
import { bulletBar } from './bullet-bar.js';
import { pageOf } from './context.js';
import { figure } from './figure.js';
import { movable, said } from './map-unit.js';
import { statusMark } from './status-mark.js';

/**
 * Centres in half columns, to the right and downwards; css/tile-map.css says the same.
 * @type {Record<string, [number, number]>}
 */
const CENTRES = {
  720: [1, 2], 719: [3, 2], 722: [5, 2], 721: [2, 4], 726: [6, 4], 718: [3, 6], 723: [5, 6], 725: [4, 8], 724: [6, 8],
};

/**
 * Equal tiles in relative position: no area, no border, so no district looks bigger than its figure.
 *
 * @param {import('./context.js').Context} context
 * @param {string[]} codes
 * @param {boolean} withGoals whether there are targets to measure by
 * @param {HTMLElement} legend
 */
export function tileMap(context, codes, withGoals, legend) {
  const tiles = codes.map((code) => tile(context, code, withGoals));
  const element = h('ul', { class: 'tiles' }, ...tiles.map((each) => each.element), h('li', { class: 'legend-place' }, legend));
  movable(element, tiles);
  return {
    element,
    /** @param {Map<string, import('./map-unit.js').Known>} known */
    show(known) {
      for (const { code, show } of tiles) show(/** @type {import('./map-unit.js').Known} */ (known.get(code)));
    },
  };
}

/**
 * @param {import('./context.js').Context} context
 * @param {string} code
 * @param {boolean} withGoals
 */
function tile(context, code, withGoals) {
  const { campaign } = context;
  const total = figure('tile-total');
  const today = h('span', { class: 'tile-today' });
  const bar = bulletBar();
  const mark = h('span', { class: 'tile-mark' });
  const words = spoken('');
  const name = campaign.bareName(code);
  const kind = campaign.fullName(code).slice(0, -name.length);
  const link = h('a', { href: pageOf(code, campaign.province), 'data-unit': code },
    h('span', { class: 'tile-name' }, spoken(kind), name),
    h('span', { class: 'tile-line' }, total.element, mark),
    withGoals ? bar.element : today,
    words);
  let look = '';
  return {
    code,
    link,
    at: CENTRES[code],
    element: h('li', { class: `tile at-${code}` }, link),
    /** @param {import('./map-unit.js').Known} known */
    show(known) {
      const { goal, sum, all } = known;
      const to = said(context, withGoals, known);
      bar.element.hidden = !goal;
      mark.replaceChildren(...(goal ? [statusMark(goal.status)] : []));
      total.show(to.total);
      if (goal) {
        bar.show(sum / goal.target, goal.expected, all);
        setText(words, to.words);
      } else {
        setText(today, to.today);
      }
      if (look !== to.kind) link.className = look = to.kind;
    },
  };
}
