import { h } from '../dom.js';
import { HEADLINES } from '../measures.js';
import { domain } from './bullet-bar.js';
import { headlineTile } from './headline-tile.js';

/**
 * The four headline figures. The one that is chosen is what the rest of the page shows.
 * @param {import('./context.js').Context} context
 * @param {(measure: import('../types.js').HeadlineMeasure) => void} choose
 * @returns {import('./context.js').Part}
 */
export function headline(context, choose) {
  const { copy, campaign } = context;
  const tiles = HEADLINES.map((headline) => headlineTile(context, headline, choose));
  tiles.forEach(({ element: tile }, i) => tile.querySelector('[role=radio]')?.setAttribute('aria-keyshortcuts', String(i + 1)));
  const element = h('section', { class: 'headline', 'aria-labelledby': 'headline' },
    h('h2', { id: 'headline', class: 'spoken' }, copy.text('kpi.title')),
    h('div', { class: 'headline-tiles', role: 'radiogroup', 'aria-label': copy.text('kpi.select'), onkeydown: step },
      ...tiles.map((tile) => tile.element)));
  for (const tile of tiles) tile.begin(document.querySelector(`.first [data-measure=${tile.measure}]`));
  /** @type {import('./context.js').FilledBoard | undefined} */
  let shown;
  return {
    element,
    update,
    age(since) {
      for (const tile of tiles) tile.age(since);
    },
    refer(province) {
      for (const tile of tiles) tile.refer(province, goalOf(province, tile.measure));
      if (shown) update(shown);
    },
  };

  /** @param {import('./context.js').FilledBoard} board */
  function update(board) {
    shown = board;
    const reached = tiles.map(({ measure }) => {
      const target = goalOf(board, measure)?.target;
      return target ? board.total[measure] / target : 0;
    });
    const all = domain(reached);
    for (const tile of tiles) tile.show(board, goalOf(board, tile.measure), all);
  }

  /** @param {import('./context.js').FilledBoard} board @param {import('../types.js').HeadlineMeasure} measure */
  function goalOf(board, measure) {
    const target = campaign.target(measure);
    return target && board.overview?.goals[target.code];
  }

  /** Arrows choose the next one, as in any group of radio buttons. @param {KeyboardEvent} event */
  function step(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by || !(event.target instanceof Element) || event.target.role !== 'radio') return;
    event.preventDefault();
    const at = tiles.findIndex(({ measure }) => measure === context.measure);
    choose(tiles[(at + by + tiles.length) % tiles.length].measure);
  }
}
