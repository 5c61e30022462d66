/** By which clock figures fall on a day, as the address says it. */

/** @typedef {'done' | 'received'} FiguresClock */

const NAME = 'ngay';
const RECEIVED = 'tiep-nhan';

/** @returns {FiguresClock} the one that the address asks for */
export function chosenClock() {
  return new URLSearchParams(location.search).get(NAME) === RECEIVED ? 'received' : 'done';
}

/** Puts it into the address, so that going back leads to the one before. @param {FiguresClock} clock */
export function chooseClock(clock) {
  const address = new URL(location.href);
  if (clock === 'done') address.searchParams.delete(NAME);
  else address.searchParams.set(NAME, RECEIVED);
  history.pushState(history.state, '', address);
}
