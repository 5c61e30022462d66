import { h, spoken } from '../dom.js';
import { pageOf } from './context.js';
import { figure } from './figure.js';

/** The districts that have a place on the map; css/tile-map.css says where. */
const PLACED = ['720', '719', '722', '721', '726', '718', '723', '725', '724'];
const STEPS = 5;

/** @param {import('./context.js').Context} context */
export function hasTileMap({ campaign, scope }) {
  return scope === campaign.province && PLACED.every((code) => campaign.units.has(code));
}

/**
 * Nine equal tiles in relative position: no area, no border, so no district looks bigger than its figure.
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function tileMap(context) {
  const { copy } = context;
  const tiles = PLACED.map((code) => tile(context, code));
  const legend = h('p', { class: 'legend', 'aria-hidden': 'true' },
    h('b', {}, copy.text('kpi.cum')),
    h('span', { class: 'legend-scale' }, ...[1, 2, 3, 4, 5].map((step) => h('i', { class: `amount${step}` }))),
    h('span', { class: 'legend-ends' }, h('span', {}, copy.text('map.less')), h('span', {}, copy.text('map.more'))));

  return {
    element: h('section', { class: 'card map', 'aria-labelledby': 'map' },
      h('header', {},
        h('h2', { id: 'map' }, copy.text('map.districts')),
        h('p', {}, copy.text('map.sub'))),
      h('ul', { class: 'tiles' }, ...tiles.map(({ element }) => element), h('li', { class: 'legend-place' }, legend)),
      h('p', { class: 'note' }, copy.text('map.note'))),
    update({ rows }) {
      const most = Math.max(1, ...PLACED.map((code) => rows.get(code)?.citizens ?? 0));
      for (const { code, show } of tiles) {
        const row = rows.get(code);
        show(row?.citizens ?? 0, row?.today.citizens ?? 0, most);
      }
    },
  };
}

/** @param {import('./context.js').Context} context @param {string} code */
function tile({ copy, format, campaign }, code) {
  const total = figure('tile-total');
  const today = figure();
  const name = campaign.bareName(code);
  const kind = campaign.fullName(code).slice(0, -name.length);
  const link = h('a', { href: pageOf(code, campaign.province) },
    h('span', { class: 'tile-name' }, spoken(kind), name),
    h('span', {}, total.element, spoken(` ${copy.text('unit.count')}`)),
    h('span', { class: 'tile-today' }, today.element, h('span', { class: 'roomy' }, ' ', copy.text('kpi.today'))));
  return {
    code,
    element: h('li', { class: `tile at-${code}` }, link),
    /** @param {number} sum @param {number} sumToday @param {number} most */
    show(sum, sumToday, most) {
      total.show(format.count(sum));
      today.show(format.signed(sumToday));
      const step = Math.min(STEPS, Math.max(1, Math.ceil((sum / most) * STEPS)));
      link.className = `amount${step}`;
    },
  };
}
