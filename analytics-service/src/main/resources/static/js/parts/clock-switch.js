import { h } from '../dom.js';

/** @type {{clock: import('../figures-clock.js').FiguresClock, name: string}[]} */
const CLOCKS = [
  { clock: 'done', name: 'bar.clock.event' },
  { clock: 'received', name: 'bar.clock.recv' },
];

/**
 * By which day things are counted: when they were done, or when the report of them was received.
 * @param {import('./context.js').Context} context
 * @param {(clock: import('../figures-clock.js').FiguresClock) => void} choose
 */
export function clockSwitch({ copy, clock: chosen }, choose) {
  return h('div', { class: 'clock-switch' },
    h('span', { id: 'clock-switch' }, copy.text('bar.clock')),
    h('div', { class: 'switch', role: 'group', 'aria-labelledby': 'clock-switch' },
      ...CLOCKS.map(({ clock, name }) => h('button', {
        type: 'button',
        'data-clock': clock,
        'aria-pressed': String(clock === chosen),
        title: copy.text(`${name}.help`),
        onclick: () => choose(clock),
      }, copy.text(name)))));
}
