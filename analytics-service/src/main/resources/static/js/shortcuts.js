/**
 * Single keys that do what a control of the page does: a control names its own in `aria-keyshortcuts`, and pressing it clicks the control,
 * or goes to it if it takes text. They keep out of the way of whoever types, and can be turned off.
 */
import { keep, recall } from './memory.js';

const ATTRIBUTE = 'aria-keyshortcuts';
const TYPED_INTO = 'input:not([type=checkbox]), select, textarea, [contenteditable]';

/** Those that are on the page now. @returns {HTMLElement[]} */
export function shortcuts() {
  const known = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[${ATTRIBUTE}]`));
  return [...known].filter((control) => control.checkVisibility());
}

/** @param {HTMLElement} control */
export function keyOf(control) {
  return control.getAttribute(ATTRIBUTE) ?? '';
}

export function keysAreOn() {
  return recall('keys') !== 'off';
}

/** @param {boolean} on */
export function turnKeys(on) {
  keep('keys', on ? 'on' : 'off');
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn()) return;
  if (event.target instanceof Element && event.target.matches(TYPED_INTO)) return;
  if (document.querySelector('dialog[open]')) return;
  const control = shortcuts().find((each) => keyOf(each).toLowerCase() === event.key.toLowerCase());
  if (!control) return;
  event.preventDefault();
  control.focus();
  if (!control.matches(TYPED_INTO)) control.click();
});
