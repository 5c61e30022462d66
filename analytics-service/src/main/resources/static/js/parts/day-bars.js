import { svg } from '../dom.js';

const DAYS = 14;
const WIDTH = 92;
const HEIGHT = 34;
const STEP = WIDTH / DAYS;

/** Two weeks as small bars, the last is today. @param {string} label */
export function dayBars(label) {
  const element = svg('svg', { class: 'day-bars', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label });
  return {
    element,
    /** @param {number[]} days all of them, in order */
    show(days) {
      const last = days.slice(-DAYS);
      const most = Math.max(1, ...last);
      element.replaceChildren(...last.map((n, i) => {
        const height = Math.max(n > 0 ? 1.5 : 0, (Math.max(0, n) / most) * HEIGHT);
        return svg('rect', {
          class: i === last.length - 1 ? 'today' : '',
          x: (i + DAYS - last.length) * STEP,
          y: HEIGHT - height,
          width: STEP - 1.6,
          height,
          rx: 1,
        });
      }));
    },
  };
}
