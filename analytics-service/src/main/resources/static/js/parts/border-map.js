import { h, setText, svg } from '../dom.js';
import { inside, projected } from '../geometry.js';
import { pageOf } from './context.js';
import { movable, said } from './map-unit.js';
import { statusMark } from './status-mark.js';

/** Around the drawing, in pixels. */
const MARGIN = 3;

/**
 * The districts within their borders, each with its name, its figure and its mark at a point inside.
 *
 * @param {import('./context.js').Context} context
 * @param {string[]} codes
 * @param {boolean} withGoals whether there are targets to measure by
 * @param {HTMLElement} legend
 * @param {import('../borders.js').Borders} borders
 */
export function borderMap(context, codes, withGoals, legend, borders) {
  const plane = projected(borders, codes);
  const units = codes.map((code) => unit(context, code, withGoals, plane.polygons.get(code) ?? []));
  // Nobody's ground or line lies over another's line or words.
  const drawing = svg('svg', { class: 'borders' },
    svg('g', { 'aria-hidden': 'true' }, ...units.map(({ ground }) => ground)),
    ...units.map(({ link }) => link),
    svg('g', { class: 'border-labels', 'aria-hidden': 'true' }, ...units.map(({ label }) => label)));
  const frame = h('div', { class: 'borders-frame' }, drawing);
  const element = h('div', { class: 'borders-place' }, frame, legend);
  movable(element, units);
  new ResizeObserver(fit).observe(frame);

  return {
    element,
    /** @param {Map<string, import('./map-unit.js').Known>} known */
    show(known) {
      for (const { code, show } of units) show(/** @type {import('./map-unit.js').Known} */ (known.get(code)));
    },
  };

  /** Fills the frame, with words of the size that the page says. */
  function fit() {
    const [width, height] = [frame.clientWidth, frame.clientHeight];
    if (!width || !height) return;
    const scale = Math.min((width - 2 * MARGIN) / plane.width, (height - 2 * MARGIN) / plane.height);
    const [left, top] = [(width - plane.width * scale) / 2, (height - plane.height * scale) / 2];
    drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);
    for (const { draw } of units) draw(([x, y]) => [left + x * scale, top + y * scale]);
  }
}

/**
 * @param {import('./context.js').Context} context
 * @param {string} code
 * @param {boolean} withGoals
 * @param {import('../geometry.js').Point[][][]} polygons
 */
function unit(context, code, withGoals, polygons) {
  const { campaign } = context;
  const ground = svg('path');
  const line = svg('path');
  const name = svg('text', { class: 'border-name', y: '-.25em' });
  const total = svg('text', { class: 'border-total', y: '.8em' });
  const mark = svg('g', { class: 'border-mark' });
  const label = svg('g', {}, name, total, mark);
  const link = svg('a', { href: pageOf(code, campaign.province), 'data-unit': code }, line);
  setText(name, campaign.bareName(code));
  const at = inside(polygons);
  let look = '';
  return {
    code,
    ground,
    link,
    label,
    at,
    /** @param {(point: import('../geometry.js').Point) => import('../geometry.js').Point} place on the screen */
    draw(place) {
      const written = (/** @type {import('../geometry.js').Point} */ point) => place(point).map((n) => n.toFixed(1)).join(' ');
      const d = polygons.flat().map((ring) => `M${ring.map(written).join('L')}Z`).join('');
      for (const path of [ground, line]) path.setAttribute('d', d);
      label.setAttribute('transform', `translate(${written(at)})`);
      setMark();
    },
    /** @param {import('./map-unit.js').Known} known */
    show(known) {
      const to = said(context, withGoals, known);
      const { goal } = known;
      setText(total, to.total);
      mark.replaceChildren(...(goal ? [shape(goal.status)] : []));
      link.setAttribute('aria-label', `${campaign.fullName(code)}: ${to.total}. ${to.words}`);
      if (look !== to.kind) for (const each of [ground, link, label]) each.setAttribute('class', look = to.kind);
      setMark();
    },
  };

  /** Behind the figure, so that both together stand in the middle. */
  function setMark() {
    if (!mark.firstChild || !total.isConnected) return;
    total.setAttribute('x', '-.5em');
    mark.style.transform = `translate(calc(${(total.getComputedTextLength() / 2).toFixed(1)}px - .3em), -.05em)`;
  }
}

/** A drawing within a drawing has the size that it says itself. @param {import('../types.js').Status} status */
function shape(status) {
  const drawn = statusMark(status);
  for (const side of ['width', 'height']) drawn.setAttribute(side, '.95em');
  return drawn;
}
