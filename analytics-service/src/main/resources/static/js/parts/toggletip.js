import { h } from '../dom.js';

/**
 * A word with an explanation that opens when it is asked for, and is gone with Esc or when the reader goes elsewhere.
 * @param {string} word
 * @param {string} explanation
 * @param {string} [kind] class of the word
 */
export function toggletip(word, explanation, kind) {
  const tip = h('span', { class: 'toggletip-text', onpointerdown: (/** @type {Event} */ event) => event.preventDefault() });
  const said = h('span', { role: 'status' }, tip);
  const button = h('button', {
    type: 'button',
    class: kind,
    'aria-expanded': 'false',
    onclick: () => show(button.ariaExpanded !== 'true'),
    onblur: () => show(false),
    onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && show(false),
  }, word);
  show(false);
  return h('span', { class: 'toggletip' }, button, said);

  /** What appears in the status is spoken. @param {boolean} open */
  function show(open) {
    tip.hidden = !open;
    tip.textContent = open ? explanation : '';
    button.ariaExpanded = String(open);
  }
}
