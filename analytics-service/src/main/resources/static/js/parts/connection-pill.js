import { h, icon } from '../dom.js';

/** @typedef {import('../types.js').Connection} Connection */

const LOOKS = {
  live: { look: 'live', sign: null },
  connecting: { look: 'waiting', sign: 'connecting' },
  again: { look: 'risk', sign: 'warning' },
  lost: { look: 'behind', sign: 'offline' },
  polling: { look: 'risk', sign: 'warning' },
  past: { look: 'past', sign: 'clock' },
  paused: { look: 'waiting', sign: 'pause' },
};

/**
 * State of the stream as shape, word and, last, colour.
 * @param {import('./context.js').Context} context
 */
export function connectionPill({ copy, format }) {
  const element = h('p', { class: 'pill' });
  let shown = '';
  /** @type {number | undefined} seconds */
  let delay;
  return {
    element,
    /** How long reports take until they are seen, to be shown from the next look on. @param {number | undefined} seconds */
    delay(seconds) {
      delay = seconds;
    },
    /**
     * @param {Connection} connection
     * @param {Date | null} asOf
     * @param {number | null} held messages held back while paused, null when not paused
     */
    show(connection, asOf, held) {
      const paused = held !== null && connection === 'live';
      const { look, sign } = LOOKS[paused ? 'paused' : connection];
      const words = paused
        ? copy.text('conn.paused', { n: format.count(held) })
        : wordsFor(connection, asOf ? format.exactTime(asOf) : null);
      const lag = connection === 'live' && !paused && delay !== undefined ? ` · ${copy.text('conn.delay', { s: format.decimal(delay) })}` : '';
      if (words + lag === shown) return;
      shown = words + lag;
      element.className = `pill ${look}`;
      element.replaceChildren(sign ? icon(sign) : h('span', { class: 'dot' }), h('span', {}, words, h('span', { class: 'wide' }, lag)));
    },
  };

  /** @param {Connection} connection @param {string | null} stoppedAt */
  function wordsFor(connection, stoppedAt) {
    switch (connection) {
      case 'live': return copy.text('conn.live');
      case 'connecting': return copy.text('conn.connecting');
      case 'again': return copy.text('conn.again');
      case 'polling': return copy.text('conn.polling');
      case 'past': return copy.text('conn.past');
      default: return stoppedAt ? copy.text('conn.lost', { time: stoppedAt }) : copy.text('conn.never');
    }
  }
}
