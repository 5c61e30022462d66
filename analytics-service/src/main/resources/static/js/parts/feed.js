import { h, icon, setText } from '../dom.js';
import { emptyState } from './empty.js';
import { feedRow } from './feed-row.js';
import { FeedQueue } from './feed-queue.js';

const KEPT_ROWS = 50;

/** Outlives the page of one language or measure: whoever stopped the rows wants them to stand. */
let paused = false;

/**
 * "Vừa nhận": the latest activities, at most one more per second. While the reader has paused it or scrolled down
 * nothing moves; a button says how much is new.
 *
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part & {turn: () => void}}
 */
export function feed(context) {
  const { copy, format } = context;
  const queue = new FeedQueue();
  /** @type {import('../types.js').Activity[]} */
  let latest = [];
  /** @type {string | undefined} newest row when the reader paused or scrolled away */
  let leftAt;
  let filled = false;

  const list = h('ol', {});
  const log = h('div', { class: 'feed', role: 'log', 'aria-live': 'off', 'aria-labelledby': 'feed', tabindex: '0' }, list);
  const empty = emptyState(copy, 'state.emptytoday');
  const more = h('button', { type: 'button', class: 'feed-more', hidden: true, onclick: backToTop });
  const pause = h('button', { type: 'button', class: 'button feed-pause', onclick: changePause });
  const sampled = h('p', { class: 'note', hidden: true });
  const element = h('section', { class: 'card feed-card', 'aria-labelledby': 'feed' },
    h('header', {},
      h('div', {},
        h('h2', { id: 'feed' }, copy.text('feed.title')),
        h('p', {}, copy.text('feed.sub'))),
      pause),
    more, log, empty, sampled);
  showPause();

  return { element, update, turn };

  /** @param {import('./context.js').FilledBoard} board */
  function update({ activities }) {
    const known = new Set(latest.map(({ id }) => id));
    const continues = filled && activities.some(({ id }) => known.has(id));
    latest = activities;
    empty.hidden = activities.length > 0;
    if (continues || (filled && known.size === 0)) queue.offer(activities);
    else fill();
    filled = true;
    offerMore();
  }

  /** Called once a second. */
  function turn() {
    if (away()) return offerMore();
    leftAt = undefined;
    more.hidden = true;
    const activity = queue.next();
    if (activity) {
      const row = feedRow(context, activity);
      row.classList.add('new');
      list.prepend(row);
      while (list.children.length > KEPT_ROWS) list.lastElementChild?.remove();
    }
    const perTurn = Math.round(queue.perTurn);
    sampled.hidden = perTurn < 2;
    setText(sampled, copy.text('feed.cap', { n: format.count(perTurn) }));
  }

  function fill() {
    queue.reset(latest);
    list.replaceChildren(...latest.map((activity) => feedRow(context, activity)));
  }

  function away() {
    return paused || log.scrollTop > 8;
  }

  function offerMore() {
    if (!away()) return;
    leftAt ??= latest[0]?.id;
    const at = latest.findIndex(({ id }) => id === leftAt);
    const n = at < 0 ? latest.length : at;
    more.hidden = n === 0;
    setText(more, copy.text('feed.new', { n: format.count(n) }));
  }

  function backToTop() {
    showLatest();
    log.focus();
  }

  function showLatest() {
    fill();
    log.scrollTop = 0;
    leftAt = undefined;
    more.hidden = true;
  }

  function changePause() {
    paused = !paused;
    showPause();
    if (paused) leftAt = latest[0]?.id;
    else showLatest();
  }

  function showPause() {
    pause.replaceChildren(icon(paused ? 'resume' : 'pause'), copy.text(paused ? 'feed.resume' : 'feed.pause'));
  }
}
