import { h, icon } from '../dom.js';

/**
 * What stands where there is nothing to show: hidden until the part finds that there is nothing.
 * @param {import('../copy.js').Copy} copy
 * @param {'state.empty' | 'state.emptytoday'} key why
 */
export function emptyState(copy, key) {
  return h('div', { class: 'empty', hidden: true },
    icon('inbox'), h('p', {}, copy.text(key)),
    key === 'state.empty' && h('small', {}, copy.text('state.empty.hint')));
}
