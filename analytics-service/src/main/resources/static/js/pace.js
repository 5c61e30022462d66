/**
 * Does something that can wait once the page has been painted, and again and again while it is looked at.
 *
 * @param {number} interval milliseconds
 * @param {() => void} work
 * @returns {() => void} stops it
 */
export function afterPaintAndEvery(interval, work) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let stopped = false;
  requestAnimationFrame(() => setTimeout(() => {
    if (stopped) return;
    work();
    timer = setInterval(() => {
      if (!document.hidden) work();
    }, interval);
  }));
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

/**
 * Keeps painting calm: the first request paints at once, later ones at most once per interval.
 * A hidden tab paints nothing and catches up with one paint when it is looked at again.
 *
 * @param {number} interval milliseconds
 * @param {() => void} paint
 * @returns {() => void} asks for a paint
 */
export function atMostEvery(interval, paint) {
  let last = -Infinity;
  let waiting = false;
  let wanted = false;

  const run = () => {
    waiting = false;
    if (document.hidden) return;
    wanted = false;
    last = performance.now();
    paint();
  };
  const ask = () => {
    wanted = true;
    if (waiting || document.hidden) return;
    waiting = true;
    setTimeout(run, Math.max(0, last + interval - performance.now()));
  };
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && wanted) ask();
  });
  return ask;
}
