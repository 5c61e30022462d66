/** The moment in the past that the page shows, as the address says it: local time of the campaign, to the minute. */

const NAME = 'luc';
const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** @returns {string} "2025-06-10T20:00"; empty for now */
export function chosenMoment() {
  const asked = new URLSearchParams(location.search).get(NAME) ?? '';
  return MINUTE.test(asked) ? asked : '';
}

/** Puts it into the address, so that going back leads to the one before. @param {string} moment empty for now */
export function chooseMoment(moment) {
  const address = new URL(location.href);
  if (moment) address.searchParams.set(NAME, moment);
  else address.searchParams.delete(NAME);
  history.pushState(history.state, '', address);
}
