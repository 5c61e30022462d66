import { h, setText, spoken } from '../dom.js';
import { bulletBar, domain } from './bullet-bar.js';
import { pageOf } from './context.js';
import { figure } from './figure.js';
import { freshnessOf } from './freshness.js';
import { statusMark } from './status-mark.js';

/** The districts that have a place on the map, in rows from the north; css/tile-map.css says where. */
const PLACED = ['720', '719', '722', '721', '726', '718', '723', '725', '724'];

/** Centres in half columns and rows: who is next in a direction. @type {Record<string, [number, number]>} */
const CENTRES = {
  720: [1, 1], 719: [3, 1], 722: [5, 1], 721: [2, 2], 726: [6, 2], 718: [3, 3], 723: [5, 3], 725: [4, 4], 724: [6, 4],
};

/** From which ratio to the plan each class begins. */
const CLASSES = [0, 0.75, 0.9, 1, 1.15];
const AMOUNTS = 5;

/** @param {import('./context.js').Context} context */
export function hasTileMap({ campaign, scope }) {
  return scope === campaign.province && PLACED.every((code) => campaign.units.has(code));
}

/**
 * Nine equal tiles in relative position: no area, no border, so no district looks bigger than its figure. They are coloured by how
 * far each is against its plan; where no district has a target, by how much it did.
 *
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function tileMap(context) {
  const { copy, campaign, measure } = context;
  const target = campaign.target(measure);
  const withGoals = Boolean(target && PLACED.some((code) => target.units[code]));
  const tiles = PLACED.map((code, i) => tile(context, code, withGoals, i === 0));

  return {
    element: h('section', { class: 'card map', 'aria-labelledby': 'map' },
      h('header', {}, h('div', {},
        h('h2', { id: 'map' }, copy.text(withGoals ? 'map.title' : 'map.districts')),
        h('p', {}, copy.text(withGoals ? 'map.sub' : 'map.amounts')))),
      h('ul', { class: 'tiles', onkeydown: move, onpointerover: point, onpointerout: unpoint, onfocusin: point, onfocusout: unpoint },
        ...tiles.map(({ element }) => element),
        h('li', { class: 'legend-place' }, withGoals ? planLegend(context) : amountLegend(context))),
      h('p', { class: 'note' }, copy.text('map.note'))),
    update(board) {
      const most = Math.max(1, ...PLACED.map((code) => board.rows.get(code)?.[measure] ?? 0));
      const goals = PLACED.map((code) => (target ? board.goals.get(code)?.[target.code] : undefined));
      const all = domain(PLACED.map((code, i) => (board.rows.get(code)?.[measure] ?? 0) / (goals[i]?.target ?? Infinity)));
      const heard = new Map((board.overview?.rows ?? []).map((row) => [campaign.key(row), row.heard]));
      tiles.forEach(({ code, show }, i) => {
        const row = board.rows.get(code);
        const silent = heard.has(code) && ['silent', 'never'].includes(freshnessOf(context, heard.get(code)));
        show({ sum: row?.[measure] ?? 0, today: row?.today[measure] ?? 0, goal: goals[i], most, all, silent });
      });
    },
  };

  /** Arrows lead to the nearest tile in their direction; one tile is a stop of the tabulator key. @param {KeyboardEvent} event */
  function move(event) {
    const link = event.target instanceof Element && event.target.closest('[data-unit]');
    if (!link) return;
    const next = nextTile(link.getAttribute('data-unit') ?? '', event.key);
    if (!next) return;
    event.preventDefault();
    for (const { code, link: each } of tiles) each.tabIndex = code === next ? 0 : -1;
    tiles.find(({ code }) => code === next)?.link.focus();
  }
}

/** @param {string} from @param {string} key */
function nextTile(from, key) {
  if (key === 'Home') return PLACED[0];
  if (key === 'End') return PLACED[PLACED.length - 1];
  const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key] ?? [0, 0];
  if (!dx && !dy) return undefined;
  const [x, y] = CENTRES[from];
  const distance = (/** @type {string} */ code) => {
    const [along, across] = [(CENTRES[code][0] - x) * dx + 2 * (CENTRES[code][1] - y) * dy, (CENTRES[code][0] - x) * dy + 2 * (CENTRES[code][1] - y) * dx];
    return along > 0 ? along + 2 * Math.abs(across) : Infinity;
  };
  return PLACED.filter((code) => distance(code) < Infinity).sort((a, b) => distance(a) - distance(b))[0];
}

/** Marks the row of the ranking that belongs to the tile. @param {Event} event */
function point(event) {
  unpoint();
  const unit = event.target instanceof Element && event.target.closest('[data-unit]')?.getAttribute('data-unit');
  if (unit) document.querySelector(`.areas tr[data-unit="${unit}"]`)?.classList.add('pointed');
}

function unpoint() {
  for (const row of document.querySelectorAll('.areas .pointed')) row.classList.remove('pointed');
}

/**
 * @param {import('./context.js').Context} context
 * @param {string} code
 * @param {boolean} withGoals
 * @param {boolean} first whether the tabulator key stops here
 */
function tile({ copy, format, campaign }, code, withGoals, first) {
  const total = figure('tile-total');
  const today = h('span', { class: 'tile-today' });
  const bar = bulletBar();
  const mark = h('span', { class: 'tile-mark' });
  const words = spoken('');
  const name = campaign.bareName(code);
  const kind = campaign.fullName(code).slice(0, -name.length);
  const tv = document.documentElement.classList.contains('tv');
  const link = h('a', { href: pageOf(code, campaign.province), 'data-unit': code, tabindex: first ? '0' : '-1' },
    h('span', { class: 'tile-name' }, spoken(kind), name),
    h('span', { class: 'tile-line' }, total.element, mark),
    withGoals ? bar.element : today,
    words);
  return {
    code,
    link,
    element: h('li', { class: `tile at-${code}` }, link),
    /** @param {{sum: number, today: number, goal?: import('../types.js').Pace, most: number, all: number, silent: boolean}} shown */
    show({ sum, today: sumToday, goal, most, all, silent }) {
      bar.element.hidden = !goal;
      mark.replaceChildren(...(goal ? [statusMark(goal.status)] : []));
      if (goal) {
        const share = sum / goal.target;
        total.show(format.percent(share, tv ? 0 : 1));
        bar.show(share, goal.expected, all);
        setText(words, `${copy.text(`st.${goal.status}`, { p: format.percent(share) })}. ${format.signed(sumToday)} ${copy.text('kpi.today')}`);
      } else {
        total.show(format.count(sum));
        setText(today, `${format.signed(sumToday)} ${copy.text('kpi.today')}`);
      }
      link.className = `${classOf(withGoals, goal, sum, most)}${silent ? ' silent' : ''}`;
    },
  };
}

/** @param {boolean} withGoals @param {import('../types.js').Pace | undefined} goal @param {number} sum @param {number} most */
function classOf(withGoals, goal, sum, most) {
  if (!withGoals) return `amount${Math.min(AMOUNTS, Math.max(1, Math.ceil((sum / most) * AMOUNTS)))}`;
  if (!goal || goal.status === 'early' || goal.ratio === undefined) return 'm0';
  const ratio = goal.ratio;
  return `m${CLASSES.filter((from) => ratio >= from).length}`;
}

/** @param {import('./context.js').Context} context */
function planLegend({ copy }) {
  return h('p', { class: 'legend', 'aria-hidden': 'true' },
    h('b', {}, copy.text('map.legend')),
    ...[5, 4, 3, 2, 1].map((step) => h('span', {}, h('i', { class: `m${step}` }), copy.text(`map.l${step}`))));
}

/** @param {import('./context.js').Context} context */
function amountLegend({ copy }) {
  return h('p', { class: 'legend', 'aria-hidden': 'true' },
    h('b', {}, copy.text('kpi.cum')),
    h('span', { class: 'legend-scale' }, ...[1, 2, 3, 4, 5].map((step) => h('i', { class: `amount${step}` }))),
    h('span', { class: 'legend-ends' }, h('span', {}, copy.text('map.less')), h('span', {}, copy.text('map.more'))));
}
