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
