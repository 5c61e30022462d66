import { h, svg } from '../dom.js';

/** @typedef {import('../types.js').Status | 'none'} Shown */

/**
 * The shapes by which a status is known without its colour, on a grid of 20: what is filled, and the line cut out of it.
 * @type {Record<Shown, {solid?: string, cut?: string, line?: string, dashed?: boolean}>}
 */
const SHAPES = {
  on: { solid: 'M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18z', cut: 'M5.9 10.4l2.8 2.8 5.5-6.1' },
  met: { solid: 'M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18z', cut: 'M5.9 10.4l2.8 2.8 5.5-6.1' },
  risk: { solid: 'M8.6 2.3a1.6 1.6 0 0 1 2.8 0l7.4 13.2a1.6 1.6 0 0 1-1.4 2.4H2.6a1.6 1.6 0 0 1-1.4-2.4z', cut: 'M10 7.2v4.4M10 14.6v.1' },
  behind: { solid: 'M5 1.5h10A3.5 3.5 0 0 1 18.5 5v10a3.5 3.5 0 0 1-3.5 3.5H5A3.5 3.5 0 0 1 1.5 15V5A3.5 3.5 0 0 1 5 1.500z', cut: 'M5.8 6.100L10 9.800l4.2-3.700M5.8 11.100l4.2 3.7 4.2-3.7' },
  over: { solid: 'M10 1l2.6 5.6 6.2.7-4.6 4.2 1.3 6.100L10 14.600l-5.5 3 1.3-6.100L1.2 7.300l6.2-.7z' },
  early: { line: 'M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM10 5.600V10l3 2' },
  ended: { line: 'M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM6.5 10h7' },
  none: { line: 'M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16z', dashed: true },
};

/** The shape alone; the word stands beside it or is spoken. @param {Shown} status */
export function statusMark(status) {
  const { solid, cut, line, dashed } = SHAPES[status];
  return svg('svg', { class: 'status-mark', viewBox: '0 0 20 20', 'aria-hidden': 'true' },
    ...(solid ? [svg('path', { class: 'mark-solid', d: solid })] : []),
    ...(cut ? [svg('path', { class: 'mark-cut', d: cut })] : []),
    ...(line ? [svg('path', { class: dashed ? 'mark-line dashed' : 'mark-line', d: line })] : []));
}

/** Shape and word. @param {import('../copy.js').Copy} copy @param {'' | 'plain'} [look] plain is without a ground of its own */
export function statusPill(copy, look = '') {
  const element = h('span', { class: `status ${look}` });
  let shown = '';
  return {
    element,
    /** @param {Shown} status @param {string} [reached] in words, for a campaign that has ended */
    show(status, reached = '') {
      const word = copy.text(`st.${status}`, { p: reached });
      if (shown === status + word) return;
      shown = status + word;
      element.className = `status ${status} ${look}`;
      element.replaceChildren(statusMark(status), word);
    },
  };
}
