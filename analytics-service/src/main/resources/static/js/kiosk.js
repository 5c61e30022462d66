/**
 * What keeps a wall screen well over weeks: it stays awake, moves by a hair now and then against burn-in, hides the pointer when
 * nobody uses it, and begins anew each night.
 */

const POINTER_FOR = 3_000;
const SHIFT_EVERY = 10 * 60_000;
const SHIFTS = ['0 0', '2px 0', '2px 2px', '0 2px'];
/** Local time of the screen, at which nobody looks. */
const ANEW = { hours: 3, minutes: 30 };

/** For as long as the page lives. */
export function keepWell() {
  stayAwake();
  document.addEventListener('visibilitychange', stayAwake);
  hidePointer();
  let shift = 0;
  setInterval(() => {
    shift = (shift + 1) % SHIFTS.length;
    document.body.style.translate = SHIFTS[shift];
  }, SHIFT_EVERY);
  setTimeout(() => location.reload(), untilAnew(new Date()));
}

/** A browser lets the screen sleep again whenever the page was hidden. */
function stayAwake() {
  if (!document.hidden) navigator.wakeLock?.request('screen').catch(() => {});
}

function hidePointer() {
  const root = document.documentElement;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const used = () => {
    root.classList.remove('unattended');
    clearTimeout(timer);
    timer = setTimeout(() => root.classList.add('unattended'), POINTER_FOR);
  };
  addEventListener('pointermove', used);
  used();
}

/** @param {Date} now @returns {number} milliseconds */
function untilAnew(now) {
  const next = new Date(now);
  next.setHours(ANEW.hours, ANEW.minutes, 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next.getTime() - now.getTime();
}
