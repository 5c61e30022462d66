import { h } from '../dom.js';

/**
 * A number on the page. It does not count up: it changes at once, and the digits that changed are tinted briefly.
 *
 * @param {string} [kind] class of the element
 */
export function figure(kind = '') {
  const element = h('span', { class: `figure ${kind}`.trim() });
  let shown = '';
  return {
    element,
    /** @param {string} text */
    show(text) {
      if (text === shown) return;
      const same = shown ? commonStart(shown, text) : text.length;
      element.replaceChildren(text.slice(0, same));
      if (same < text.length) element.append(h('span', { class: 'changed' }, text.slice(same)));
      shown = text;
    },
  };
}

/** Length of the unchanged beginning; none when the number grew by a digit. */
function commonStart(/** @type {string} */ before, /** @type {string} */ after) {
  if (before.length !== after.length) return 0;
  let i = 0;
  while (i < after.length && before[i] === after[i]) i++;
  return i;
}
