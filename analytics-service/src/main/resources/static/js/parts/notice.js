import { h } from '../dom.js';

/**
 * In place of the page when there is nothing to show yet: loading, failed, not found.
 * @param {string} title
 * @param {string} [hint]
 * @param {Node} [action]
 */
export function notice(title, hint, action) {
  return h('main', { id: 'main', class: 'notice' },
    h('div', { class: 'card', role: 'status' }, h('h1', {}, title), hint && h('p', {}, hint), action));
}
