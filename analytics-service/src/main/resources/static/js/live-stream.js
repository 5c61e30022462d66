/**
 * The server's event stream. EventSource retries by itself; this adds what it lacks: it notices silence,
 * says so, starts anew when the browser has given up or has been quiet for too long, has single answers fetched as long as no
 * stream comes through, and lets go of the stream while nobody sees the page: a browser holds six at most.
 */

/** @typedef {import('./types.js').Connection} Connection */

const AGAIN_AFTER = 25_000;
const LOST_AFTER = 60_000;
const BROKEN_FOR = 2_000;
const REOPEN_EVERY = 30_000;
const UNSEEN_FOR = 60_000;

/**
 * @typedef {object} Listener
 * @property {(snapshot: import('./types.js').Snapshot) => void} snapshot
 * @property {(change: import('./types.js').Change) => void} figures
 * @property {(overview: import('./types.js').Overview) => void} overview
 * @property {(beat: import('./types.js').Heartbeat) => void} heartbeat
 * @property {(connection: Connection) => void} connection told once per change
 * @property {() => void} refused told when the server answered, but with no stream
 * @property {() => Promise<boolean>} poll fetches what a stream would begin with; whether that came
 */

export class LiveStream {
  /** @param {Listener} listener */
  constructor(listener) {
    /** @type {string | null} */
    this.address = null;
    this.listener = listener;
    /** @type {Connection} */
    this.connection = 'connecting';
    this.everLive = false;
    this.heardAt = Date.now();
    this.openedAt = 0;
    this.brokenAt = 0;
    this.polledAt = -Infinity;
    this.reopenIn = 2_000;
    this.resting = false;
    this.watching = setInterval(() => this.watch(), 1000);
    this.online = () => this.open();
    this.seen = () => this.look();
    addEventListener('online', this.online);
    document.addEventListener('visibilitychange', this.seen);
  }

  /** For good. */
  close() {
    clearInterval(this.watching);
    removeEventListener('online', this.online);
    document.removeEventListener('visibilitychange', this.seen);
    this.source?.close();
  }

  /** Another stream from now on. @param {string | null} address null for none */
  follow(address) {
    this.address = address;
    this.open();
  }

  look() {
    clearTimeout(this.unseen);
    if (document.hidden) {
      this.unseen = setTimeout(() => {
        this.resting = true;
        this.source?.close();
      }, UNSEEN_FOR);
    } else if (this.resting) {
      this.open();
    }
  }

  /** Also asks for a fresh snapshot: every new connection begins with one. */
  open() {
    this.source?.close();
    this.resting = false;
    if (this.address === null) return;
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
    if (this.resting || this.address === null) return;
    const now = Date.now();
    const silent = now - this.heardAt;
    const broken = this.brokenAt > 0 && now - this.brokenAt > BROKEN_FOR;
    const gaveUp = this.source?.readyState === EventSource.CLOSED;
    if (silent >= LOST_AFTER) this.tell(now - this.polledAt < 2 * REOPEN_EVERY ? 'polling' : 'lost');
    else if (silent >= AGAIN_AFTER || broken) this.tell(this.everLive ? 'again' : 'connecting');

    const sinceOpened = now - this.openedAt;
    if (gaveUp && sinceOpened > this.reopenIn) {
      // Many screens lose the same server at the same moment: spread their return.
      this.reopenIn = Math.min(REOPEN_EVERY, this.reopenIn * (1.5 + Math.random()));
      this.open();
      this.listener.refused();
    } else if (silent >= LOST_AFTER && sinceOpened > REOPEN_EVERY) {
      this.open();
      this.poll();
    }
  }

  async poll() {
    if (await this.listener.poll()) this.polledAt = Date.now();
  }

  /** @param {Connection} connection */
  tell(connection) {
    if (connection === this.connection) return;
    this.connection = connection;
    this.listener.connection(connection);
  }
}
