import { addressOf, askedFigure } from '../asked-figure.js';
import { h } from '../dom.js';
import { readsActivities } from '../me.js';

/**
 * A figure that leads to the list behind it.
 * @typedef {object} Behind
 * @property {import('../types.js').HeadlineMeasure} measure
 * @property {string} [unit] key of the unit; the scope if none is named
 * @property {boolean} [own]
 * @property {string} [service]
 * @property {string} [day]
 * @property {boolean} [today] of whichever day is today when it is opened
 */

/**
 * A number as a button that opens the list behind it; where there are no lists to see, as on a wall screen, the number.
 * @param {import('./context.js').Context} context
 * @param {HTMLElement | string} number
 * @param {Behind} behind
 */
export function door({ copy, open }, number, behind) {
  if (!open) return number;
  return h('button', { type: 'button', class: 'door', title: copy.text('kpi.open'), onclick: () => open(behind) }, number);
}

/**
 * Opens and closes the drawer, whose code is fetched when it is first wanted. What is open lies in the address, so going
 * back closes it.
 * @param {import('./context.js').Context} given
 */
export function doors(given) {
  const may = readsActivities(given.me) && !document.documentElement.classList.contains('tv');
  const context = may ? { ...given, open } : given;
  const gone = new AbortController();
  /** @type {import('./context.js').FilledBoard | null} */
  let board = null;
  /** @type {ReturnType<import('./drawer.js').drawer> | null} */
  let shown = null;
  let turn = 0;
  addEventListener('popstate', follow, { signal: gone.signal });

  return {
    context,
    follow,
    /** @param {import('./context.js').FilledBoard} seen */
    update(seen) {
      board = seen;
      shown?.update(seen);
    },
    leave() {
      gone.abort();
      hide();
    },
  };

  /** @param {Behind} behind */
  function open({ today, unit = given.scope, ...behind }) {
    const day = today ? board?.day : behind.day;
    history.pushState({ ...history.state, drawer: true }, '', addressOf({ ...behind, unit, day }));
    follow();
  }

  function close() {
    if (history.state?.drawer) {
      history.back();
    } else {
      history.replaceState(history.state, '', addressOf(null));
      follow();
    }
  }

  function hide() {
    turn++;
    shown?.dismiss();
    shown = null;
  }

  /** Shows what the address asks for. */
  async function follow() {
    hide();
    const asked = may && askedFigure();
    if (!asked) return;
    const mine = turn;
    try {
      const [{ drawer }] = await Promise.all([import('./drawer.js'), listStyles()]);
      if (mine !== turn) return;
      shown = drawer(context, asked, close);
      if (board) shown.update(board);
    } catch (error) {
      if (mine === turn) close();
      throw error;
    }
  }
}

/** The style sheet of lists, once. */
export function listStyles() {
  if (document.getElementById('drawer-styles')) return undefined;
  const href = new URL('../../css/drawer.css', import.meta.url);
  return new Promise((resolve, reject) => {
    document.head.append(h('link', { id: 'drawer-styles', rel: 'stylesheet', href, onload: resolve, onerror: reject }));
  });
}
