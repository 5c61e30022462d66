/**
 * The server's event stream. EventSource retries by itself; this adds what it lacks: it notices silence,
 * says so, and starts anew when the browser has given up or has been quiet for too long.
 */

/** @typedef {import('./types.js').Connection} Connection */

const AGAIN_AFTER = 25_000;
const LOST_AFTER = 60_000;
const BROKEN_FOR = 2_000;
const REOPEN_EVERY = 30_000;

/**
 * @typedef {object} Listener
 * @property {(snapshot: import('./types.js').Snapshot) => void} snapshot
 * @property {(change: import('./types.js').Change) => void} figures
 * @property {(overview: import('./types.js').Overview) => void} overview
 * @property {(beat: import('./types.js').Heartbeat) => void} heartbeat
 * @property {(connection: Connection) => void} connection told once per change
 * @property {() => void} refused told when the server answered, but with no stream
 */

export class LiveStream {
  /** @param {string} address @param {Listener} listener */
  constructor(address, listener) {
    this.address = address;
    this.listener = listener;
    /** @type {Connection} */
    this.connection = 'connecting';
    this.everLive = false;
    this.heardAt = Date.now();
    this.openedAt = 0;
    this.brokenAt = 0;
    this.reopenIn = 2_000;
    this.open();
    this.watching = setInterval(() => this.watch(), 1000);
    this.online = () => this.open();
    addEventListener('online', this.online);
  }

  /** For good. */
  close() {
    clearInterval(this.watching);
    removeEventListener('online', this.online);
    this.source?.close();
  }

  /** Another stream from now on. @param {string} address */
  follow(address) {
    this.address = address;
    this.open();
  }

  /** Also asks for a fresh snapshot: every new connection begins with one. */
  open() {
    this.source?.close();
    this.openedAt = Date.now();
    const source = new EventSource(this.address);
    this.source = source;
    source.onopen = () => {
      this.heardAt = Date.now();
    };
    source.onerror = () => {
      this.brokenAt ||= Date.now();
    };
    for (const kind of /** @type {const} */ (['snapshot', 'figures', 'overview', 'heartbeat'])) {
      source.addEventListener(kind, (event) => {
        this.hear();
        this.listener[kind](JSON.parse(event.data));
      });
    }
  }

  hear() {
    this.heardAt = Date.now();
    this.brokenAt = 0;
    this.reopenIn = 2_000;
    this.everLive = true;
    this.tell('live');
  }

  watch() {
    const now = Date.now();
    const silent = now - this.heardAt;
    const broken = this.brokenAt > 0 && now - this.brokenAt > BROKEN_FOR;
    const gaveUp = this.source?.readyState === EventSource.CLOSED;
    if (silent >= LOST_AFTER) this.tell('lost');
    else if (silent >= AGAIN_AFTER || broken) this.tell(this.everLive ? 'again' : 'connecting');

    const sinceOpened = now - this.openedAt;
    if (gaveUp && sinceOpened > this.reopenIn) {
      // Many screens lose the same server at the same moment: spread their return.
      this.reopenIn = Math.min(REOPEN_EVERY, this.reopenIn * (1.5 + Math.random()));
      this.open();
      this.listener.refused();
    } else if (silent >= LOST_AFTER && sinceOpened > REOPEN_EVERY) {
      this.open();
    }
  }

  /** @param {Connection} connection */
  tell(connection) {
    if (connection === this.connection) return;
    this.connection = connection;
    this.listener.connection(connection);
  }
}
