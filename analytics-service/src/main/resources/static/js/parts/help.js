import { h, icon } from '../dom.js';
import { keyOf, keysAreOn, shortcuts, turnKeys } from '../shortcuts.js';

/** Keys of what is explained, and of how. */
const COUNTING = {
  'unit.count': 'unit.count.help',
  'unit.person': 'unit.person.help',
  'bar.clock.event': 'bar.clock.event.help',
  'bar.clock.recv': 'bar.clock.recv.help',
  'rank.col.status': 'st.help',
};

/**
 * What the figures mean, and which keys the page knows: those of the controls that are there when it opens.
 * @param {import('./context.js').Context} context
 */
export function help({ copy }) {
  const words = `${copy.text('app.help')} · ${copy.text('app.shortcuts')}`;
  const keys = h('dl', { class: 'keys' });
  const off = h('input', { type: 'checkbox', checked: !keysAreOn(), onchange: () => turnKeys(!off.checked) });
  const closing = copy.text('drill.close');
  const dialog = h('dialog', { class: 'help', 'aria-labelledby': 'help', onclick: leave },
    h('div', { class: 'help-body' },
      h('div', { class: 'help-head' },
        h('h2', { id: 'help' }, copy.text('app.help')),
        h('button', { type: 'button', class: 'tool', 'aria-label': closing, title: closing, onclick: () => dialog.close() }, icon('close'))),
      h('dl', {}, ...Object.entries(COUNTING).flatMap(([what, how]) => [
        h('dt', {}, copy.text(what)), h('dd', {}, copy.text(how))])),
      h('h3', {}, copy.text('app.shortcuts')),
      keys,
      h('label', {}, off, copy.text('app.keysoff'))));
  const button = h('button', {
    type: 'button', class: 'tool', 'aria-label': words, title: words, 'aria-haspopup': 'dialog', 'aria-keyshortcuts': '?', onclick: open,
  }, icon('help'));

  return { button, dialog };

  function open() {
    keys.replaceChildren(...shortcuts().flatMap((control) => [
      h('dt', {}, h('kbd', {}, keyOf(control))),
      h('dd', {}, control.ariaLabel ?? control.innerText)]),
    h('dt', {}, h('kbd', {}, 'Esc')), h('dd', {}, closing));
    dialog.showModal();
  }

  /** A click beside it closes it. @param {MouseEvent} event */
  function leave(event) {
    if (event.target === dialog) dialog.close();
  }
}
