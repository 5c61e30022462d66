import { h } from '../dom.js';
import { headlineOf } from '../measures.js';
import { listStyles } from './door.js';

/** As many as stand beside the feed. */
const AT_A_TIME = 10;

/**
 * Where there are no units below to rank: the activities behind the figure that the page shows. Their code is fetched when the page
 * has been painted.
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function activityCard(context) {
  const { copy, measure, scope } = context;
  /** @type {import('./context.js').FilledBoard | null} */
  let board = null;
  /** @type {ReturnType<typeof import('./activity-list.js').activityList> | null} */
  let list = null;
  const place = h('div', { class: 'activity-place' });
  const element = h('section', { class: 'card areas-card', 'aria-labelledby': 'activities' },
    h('header', {}, h('div', {},
      h('h2', { id: 'activities' }, copy.text('drill.title')),
      h('p', {}, copy.text(`kpi.${headlineOf(measure).code}`)))),
    place);
  requestAnimationFrame(() => setTimeout(show));
  return {
    element,
    update(seen) {
      board = seen;
      list?.update(seen);
    },
  };

  async function show() {
    const [{ activityList }] = await Promise.all([import('./activity-list.js'), listStyles()]);
    if (!element.isConnected) return;
    list = activityList(context, { measure, unit: scope }, 'activities', AT_A_TIME);
    place.replaceChildren(...list.parts);
    if (board) list.update(board);
  }
}
