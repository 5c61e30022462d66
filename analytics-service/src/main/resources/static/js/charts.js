/**
 * Charts, drawn by ECharts. The library is fetched when the first chart is about to be seen, or else some seconds after the first
 * paint: whoever has a slow line is not kept waiting for it.
 * Every drawing reads its colours and sizes from the style sheets, so themes and the wall screen need no rules of their own.
 */
import { h } from './dom.js';

const LIBRARY = new URL('../lib/echarts.js', import.meta.url).pathname;
const AT_MOST_EVERY = 5000;
const UNSEEN_FOR = 10_000;

/**
 * @typedef {object} Canvas what a drawing is made for
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {(name: string) => string} color a token's value: "data" is that of --data
 * @property {(n: number) => number} rem in pixels
 *
 * @typedef {object} EChart as much as is used here of https://echarts.apache.org/en/api.html#echartsInstance
 * @property {(option: object, how: object) => void} setOption
 * @property {(action: object) => void} dispatchAction
 * @property {() => void} resize
 * @property {() => void} dispose
 *
 * @typedef {{init: (element: HTMLElement, theme: null, how: object) => EChart}} ECharts
 */

/** @type {Promise<ECharts> | undefined} */
let library;

/** @returns {Promise<ECharts>} fails when the library cannot be had; the next call tries again */
function load() {
  library ??= fetched().catch((error) => {
    library = undefined;
    throw error;
  });
  return library;
}

/** @returns {Promise<ECharts>} */
async function fetched() {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  await new Promise((resolve, reject) => {
    const script = h('script', { src: LIBRARY, onload: resolve, onerror: () => reject(new Error(LIBRARY)) });
    document.head.append(script);
  });
  return /** @type {{echarts: ECharts}} */ (/** @type {unknown} */ (globalThis)).echarts;
}

/** @type {Set<() => void>} draws each chart that is on the page, as large as it is now: paper tells no observer of sizes */
const onPage = new Set();
const redraw = () => onPage.forEach((draw) => draw());
for (const query of ['(prefers-color-scheme: dark)', 'print']) matchMedia(query).addEventListener('change', redraw);
const darkSheet = document.getElementById('dark');
if (darkSheet) new MutationObserver(redraw).observe(darkSheet, { attributeFilter: ['media'] });

/** @type {Set<() => void>} begins each chart that nobody has seen yet */
const unseen = new Set();

/** Begins when an element is about to be seen. @param {HTMLElement} element @param {() => void} begin */
function whenSeen(element, begin) {
  if (library) return begin();
  const near = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && go(), { rootMargin: '200px' });
  near.observe(element);
  const timer = setTimeout(go, UNSEEN_FOR);
  unseen.add(go);
  return undefined;

  function go() {
    clearTimeout(timer);
    near.disconnect();
    if (unseen.delete(go)) begin();
  }
}

/** All charts, seen or not, as for paper; where they cannot be had, without them. */
export async function drawAll() {
  unseen.forEach((begin) => begin());
  await load().catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 100));
}

/**
 * A chart that fills an element. It is drawn again when its size or the theme changes.
 *
 * @param {HTMLElement} element
 * @param {(canvas: Canvas) => object | null} option what to draw now; null for nothing yet
 * @param {() => void} failed called when the library cannot be had
 */
export function chart(element, option, failed) {
  /** @type {EChart | null} */
  let drawing = null;
  let drawnAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;

  whenSeen(element, () => new ResizeObserver(appear).observe(element));

  return {
    draw,
    appear,
    /** Something moved: draws it soon, at most once in five seconds. */
    moved() {
      later ??= setTimeout(draw, Math.max(0, drawnAt + AT_MOST_EVERY - performance.now()));
    },
    /** Moves the crosshair. @param {number} index */
    point(index) {
      drawing?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: index });
    },
    leave() {
      drawing?.dispatchAction({ type: 'hideTip' });
    },
  };

  async function appear() {
    if (!element.isConnected) return forget();
    if (element.clientWidth === 0) return;
    if (!drawing) {
      try {
        const echarts = await load();
        if (!element.isConnected) return;
        drawing ??= echarts.init(element, null, { renderer: 'svg' });
      } catch {
        return failed();
      }
      onPage.add(appear);
    }
    drawing.resize();
    draw();
  }

  function forget() {
    drawing?.dispose();
    drawing = null;
    onPage.delete(appear);
  }

  function draw() {
    clearTimeout(later);
    later = undefined;
    if (!drawing || element.clientWidth === 0) return;
    const style = getComputedStyle(document.documentElement);
    const color = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
    const pixels = parseFloat(style.fontSize);
    const wanted = option({
      width: element.clientWidth,
      height: element.clientHeight,
      color,
      rem: (n) => n * pixels,
    });
    if (!wanted) return;
    drawing.setOption({ animation: false, textStyle: { fontFamily: color('font') }, ...wanted }, { notMerge: true });
    drawnAt = performance.now();
  }
}

/**
 * An axis from 0 with round steps, no higher than it must be.
 * @param {number} most
 * @param {number} steps so many, or one more or less
 */
export function scale(most, steps) {
  const highest = Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(highest / steps));
  const fitting = [1, 2, 2.5, 5, 10]
    .map((factor) => Math.max(1, Math.ceil(factor * power)))
    .map((interval) => ({ min: 0, max: Math.ceil(highest / interval) * interval, interval }))
    .filter(({ max, interval }) => max / interval <= steps + 1);
  return fitting.reduce((best, axis) => (axis.max < best.max ? axis : best));
}

/** How wide an axis must be for its numbers, in rem. @param {string} widest */
export function labelWidth(widest) {
  return 0.625 + 0.4375 * widest.length;
}

/** The axes of every chart: thin lines, words in the page's type. @param {Canvas} canvas */
export function axes({ color, rem }) {
  return {
    category: {
      type: 'category',
      axisLine: { lineStyle: { color: color('control'), width: rem(0.0625) } },
      axisTick: { show: false },
      axisLabel: { color: color('ink2'), fontSize: rem(0.75), margin: rem(0.5) },
    },
    value: {
      type: 'value',
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: color('ink3'), fontSize: rem(0.75), margin: rem(0.375) },
      splitLine: { lineStyle: { color: color('line'), width: rem(0.0625) } },
    },
  };
}
