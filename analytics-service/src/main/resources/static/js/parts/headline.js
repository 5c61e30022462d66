import { h, icon } from '../dom.js';
import { figure } from './figure.js';

/** @typedef {import('../types.js').Measure} Measure */

/** @type {{measure: Measure, name: string, unit: string, always?: boolean}[]} */
const TILES = [
  { measure: 'citizens', name: 'kpi.ast', unit: 'unit.count', always: true },
  { measure: 'assists', name: 'kpi.rep', unit: 'unit.report', always: true },
  { measure: 'classes', name: 'kpi.cls', unit: 'unit.class' },
  { measure: 'learners', name: 'kpi.lea', unit: 'unit.count' },
  { measure: 'volunteers', name: 'kpi.vol', unit: 'unit.person' },
];

/**
 * The headline figures. A measure that nobody has reported yet takes no room.
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function headline(context) {
  const tiles = TILES.map((tile, i) => ({ ...tile, part: headlineTile(context, tile, i === 0) }));
  const title = h('h2', { id: 'headline', class: 'spoken' }, context.copy.text('kpi.title'));
  const element = h('section', { class: 'headline', 'aria-labelledby': 'headline' },
    title, ...tiles.map(({ part }) => part.element));
  return {
    element,
    update({ total }) {
      for (const { measure, always, part } of tiles) {
        part.element.hidden = !always && total[measure] === 0 && total.today[measure] === 0;
        part.show(total[measure], total.today[measure]);
      }
      element.classList.toggle('pair', tiles.filter(({ part }) => !part.element.hidden).length === 2);
    },
  };
}

/**
 * @param {import('./context.js').Context} context
 * @param {{measure: Measure, name: string, unit: string}} tile
 * @param {boolean} hero
 */
function headlineTile({ copy, format }, { measure, name, unit }, hero) {
  const total = figure('total');
  const today = figure('today');
  const unitWord = h('span', { class: 'unit' });
  const element = h('article', { class: `card headline-tile${hero ? ' hero' : ''}` },
    h('h3', {}, icon(measure), copy.text(name)),
    h('div', { class: 'headline-sums' },
      h('p', { class: 'headline-total' }, total.element, ' ', unitWord),
      h('p', { class: 'headline-today' }, today.element, ' ', copy.text('kpi.today'))));
  return {
    element,
    /** @param {number} sum @param {number} sumToday */
    show(sum, sumToday) {
      total.show(format.count(sum));
      today.show(format.signed(sumToday));
      unitWord.textContent = copy.unit(unit, sum);
    },
  };
}
