import { h } from '../dom.js';
import { emptyState } from './empty.js';
import { serviceRow } from './service-row.js';

/**
 * "Nội dung hỗ trợ người dân": what citizens were helped with, all of the campaign's services, the most wanted first.
 * They come from one overview, so they add up to the total that the sentence names.
 *
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function services(context) {
  const { copy, format } = context;
  /** @type {import('../types.js').Overview | null} */
  let overview = null;
  /** @type {Map<string, ReturnType<typeof serviceRow>>} */
  const rows = new Map();

  const sentence = h('p');
  const list = h('ul', { class: 'services' });
  const empty = emptyState(copy, 'state.empty');
  const element = h('section', { class: 'card services-card', 'aria-labelledby': 'services' },
    h('header', {}, h('h2', { id: 'services' }, copy.text('svc.title')), sentence),
    list, empty);

  return {
    element,
    update(board) {
      if (board.overview === overview || !board.overview) return;
      overview = board.overview;
      show(overview);
    },
  };

  /** @param {import('../types.js').Overview} known */
  function show({ services: served, goals, day }) {
    const sum = served.reduce((total, { citizens }) => total + citizens, 0);
    const most = Math.max(1, ...served.map(({ citizens }) => citizens));
    empty.hidden = sum !== 0;
    list.hidden = sum === 0;
    sentence.textContent = copy.text('svc.sub', { n: format.count(sum) });
    for (const { service, citizens, today } of served) {
      const row = rows.get(service) ?? serviceRow(context, service);
      rows.set(service, row);
      row.show({ citizens, today: today.citizens, sum, most }, goals, day);
    }
    const ordered = [...served].sort((a, b) => b.citizens - a.citizens)
      .flatMap(({ service }) => rows.get(service)?.element ?? []);
    const moved = ordered.some((row, i) => list.children[i] !== row);
    if (moved) list.replaceChildren(...ordered);
  }
}
