/** Starts the page: catalogue and words first, then the live stream, then a paint whenever something moved. */
import { Board } from './board.js';
import { BusinessTime } from './business-time.js';
import { Campaign, CampaignUnavailable } from './campaign.js';
import { Copy, chooseLanguage, chosenLanguage } from './copy.js';
import { Delays } from './delays.js';
import { h } from './dom.js';
import { chooseClock, chosenClock } from './figures-clock.js';
import { Format } from './format.js';
import { LiveStream } from './live-stream.js';
import { sees, signInLink, whoIsThere } from './me.js';
import { chooseMeasure, chosenMeasure } from './measures.js';
import { atMostEvery } from './pace.js';
import { page } from './page.js';
import { chooseMoment, chosenMoment } from './past.js';
import { Period, askPeriod, askedPeriod } from './period.js';
import { notice } from './parts/notice.js';

const RETRY_AFTER = 10_000;

if (new URLSearchParams(location.search).get('tv') === '1') {
  document.documentElement.classList.add('tv');
  import('./kiosk.js').then(({ keepWell }) => keepWell());
}
start(await Copy.load(chosenLanguage()));

/** @param {Copy} copy */
async function start(copy) {
  const first = document.querySelector('.first');
  const patience = setTimeout(() => first ?? document.body.replaceChildren(notice(copy.text('state.loading'))), 300);
  try {
    const asked = new URLSearchParams(location.search);
    const [me, campaign] = await Promise.all([
      whoIsThere(),
      (async () => Campaign.load(asked.get('campaign') ?? await Campaign.first()))(),
    ]);
    clearTimeout(patience);
    if (!me) throw new CampaignUnavailable(me === null ? 401 : 0);
    const home = sees(me, campaign, campaign.province) ? campaign.province : me.units[0];
    const scope = asked.get('unit') ?? home;
    if (!campaign.units.has(scope)) document.body.replaceChildren(notice(copy.text('app.notfound')));
    else if (!sees(me, campaign, scope)) unavailable(copy, 403);
    else run(copy, campaign, scope, home, me);
  } catch (error) {
    clearTimeout(patience);
    if (!(error instanceof CampaignUnavailable)) throw error;
    unavailable(copy, error.status);
  }
}

/** @param {Copy} copy @param {number} status */
function unavailable(copy, status) {
  if (status === 401) return document.body.replaceChildren(notice(copy.text('app.expired'), '', signInLink(copy)));
  if (status === 403) {
    const home = h('a', { class: 'button', href: './' }, copy.text('app.title'));
    return document.body.replaceChildren(notice(copy.text('state.denied'), '', home));
  }
  if (status === 404) return document.body.replaceChildren(notice(copy.text('app.notfound')));
  const again = () => {
    clearTimeout(timer);
    start(copy);
  };
  const timer = setTimeout(again, RETRY_AFTER);
  const retry = h('button', { type: 'button', class: 'button', onclick: again }, copy.text('state.retry'));
  document.body.replaceChildren(notice(copy.text('state.unreachable'), copy.text('state.auto'), retry));
}

/**
 * @param {Copy} copy
 * @param {Campaign} campaign
 * @param {string} scope code of the unit on show
 * @param {string} home code of the highest unit that they see
 * @param {import('./me.js').Me} me
 */
function run(copy, campaign, scope, home, me) {
  const time = new BusinessTime(campaign.data.clock);
  const board = new Board((row) => campaign.key(row));
  const delays = new Delays();
  /** @type {Board | null} what a paused reader sees */
  let frozen = null;
  let held = 0;
  let words = copy;
  let measure = chosenMeasure();
  let clock = chosenClock();
  let moment = chosenMoment();
  let period = new Period(campaign, askedPeriod());
  time.stopAt(moment);
  /** @type {ReturnType<typeof page>} */
  let current;
  current = build();

  const paint = atMostEvery(250, paintNow);

  function paintNow() {
    const seen = frozen ?? board;
    if (seen.total && seen.asOf) current.show(/** @type {any} */ (seen));
    if (!frozen) delays.painting();
    showConnection();
  }

  addEventListener('popstate', () => {
    const sameDays = new Period(campaign, askedPeriod()).asked === period.asked;
    if (chosenClock() !== clock || chosenMoment() !== moment || !sameDays) showOthers();
    else if (chosenMeasure() !== measure) showMeasure();
  });

  for (const way of ['online', 'offline']) addEventListener(way, showConnection);

  const base = `api/v1/campaigns/${encodeURIComponent(campaign.data.code)}`;
  const address = (/** @type {'live' | 'screen'} */ way) =>
    `${base}/${way}?${new URLSearchParams({ unit: scope, units: 'now', clock, ...period.query })}`;
  const stream = new LiveStream({
    snapshot(snapshot) {
      board.replace(snapshot);
      moved(snapshot.at);
      if (snapshot.day > campaign.today) renew(snapshot.day);
    },
    figures(change) {
      const known = new Set(board.activities.map(({ id }) => id));
      if (board.fold(change)) {
        delays.received(change, (change.activities ?? []).filter(({ id }) => !known.has(id)), time.rate);
        moved(change.at);
      } else {
        stream.open();
      }
    },
    overview(overview) {
      board.survey(overview);
      paint();
    },
    heartbeat({ at }) {
      board.heard(at);
      time.correct(at);
      showConnection();
    },
    connection: showConnection,
    refused,
    poll: () => fetchScreen(address('screen')),
  });
  follow();

  (function tick() {
    if (!document.hidden) current.tick();
    setTimeout(tick, time.rate === 1 ? 1000 - (time.now().getTime() % 1000) : 1000);
  })();
  setInterval(() => {
    if (!document.hidden && !frozen) current.turn();
  }, 1000);
  delays.tell(() => whoIsThere());

  /** @param {string} at */
  function moved(at) {
    time.correct(at);
    if (frozen) held++;
    paint();
  }

  /** The login may be over, or its rights may have changed. */
  async function refused() {
    const now = await whoIsThere();
    if (now === undefined || (now && sees(now, campaign, scope))) return;
    stream.close();
    unavailable(words, now ? 403 : 401);
  }

  function showConnection() {
    const asOf = frozen?.asOf ?? board.asOf;
    current.showConnection(moment ? 'past' : stream.connection, asOf, frozen ? held : null);
  }

  /** What happens from now on, or the one moment that is looked back at. */
  function follow() {
    stream.follow(moment ? null : address('live'));
    if (moment) lookBack(moment);
  }

  /** @param {string} past */
  async function lookBack(past) {
    const came = await fetchScreen(`${address('screen')}&asOf=${encodeURIComponent(time.written(past))}`, () => moment === past);
    if (came || moment !== past) return;
    const again = h('button', { type: 'button', class: 'button', onclick: () => location.reload() }, words.text('state.retry'));
    document.body.replaceChildren(notice(words.text('state.err'), '', again));
  }

  /** Shows all that a stream begins with. @param {string} from @param {() => boolean} [wanted] still; whether it came */
  async function fetchScreen(from, wanted = () => true) {
    const answer = await fetch(from, { headers: { accept: 'application/json' } }).catch(() => null);
    if (!answer?.ok) return false;
    /** @type {import('./types.js').Screen} */
    const screen = await answer.json();
    if (!wanted()) return false;
    board.replace(screen.snapshot);
    board.survey(screen.overview);
    moved(screen.snapshot.at);
    return true;
  }

  /**
   * Another day has begun, with which units may have ended: whoever showed the whole province goes on doing so.
   * @param {string} day
   */
  async function renew(day) {
    const renewed = await Campaign.load(campaign.data.code).catch((error) => {
      if (error instanceof CampaignUnavailable) return null;
      throw error;
    });
    if (!renewed || renewed.today < day) {
      setTimeout(() => renew(day), RETRY_AFTER);
      return;
    }
    if (home === campaign.province) home = renewed.province;
    if (scope === campaign.province) scope = renewed.province;
    campaign = renewed;
    if (!campaign.units.has(scope)) {
      location.reload();
      return;
    }
    frozen = null;
    // Its rows are called as the units of yesterday say.
    board.clear();
    current = build();
    stream.open();
  }

  /** @param {boolean} paused */
  function pause(paused) {
    frozen = paused ? board.freeze() : null;
    held = 0;
    paint();
  }

  function build() {
    current?.leave();
    const format = new Format(words.language, campaign.data.timeZone);
    const context = { copy: words, format, campaign, time, scope, home, me, measure, clock, moment, period, delays };
    const on = { language: changeLanguage, measure: changeMeasure, clock: changeClock, moment: changeMoment, period: changePeriod, pause };
    return page(context, on, frozen !== null);
  }

  /** @param {import('./types.js').HeadlineMeasure} chosen */
  function changeMeasure(chosen) {
    if (chosen === measure) return;
    chooseMeasure(chosen);
    showMeasure();
    /** @type {HTMLElement | null} */ (document.querySelector('[role=radio][aria-checked=true]'))?.focus();
  }

  /** The one that the address asks for. */
  function showMeasure() {
    measure = chosenMeasure();
    current = build();
    paintNow();
  }

  /** @param {import('./figures-clock.js').FiguresClock} chosen */
  function changeClock(chosen) {
    if (chosen === clock) return;
    chooseClock(chosen);
    showOthers();
    /** @type {HTMLElement | null} */ (document.querySelector(`[data-clock=${chosen}]`))?.focus();
  }

  /** @param {string} chosen */
  function changeMoment(chosen) {
    chooseMoment(chosen);
    showOthers();
    document.getElementById('main')?.focus();
  }

  /** @param {string} asked */
  function changePeriod(asked) {
    askPeriod(asked);
    showOthers();
    document.getElementById('period')?.focus();
  }

  /** By the clock, of the moment and of the days that the address asks for: nothing that was known of others holds. */
  function showOthers() {
    clock = chosenClock();
    moment = chosenMoment();
    period = new Period(campaign, askedPeriod());
    measure = chosenMeasure();
    time.stopAt(moment);
    frozen = null;
    board.clear();
    current = build();
    follow();
  }

  /** @param {import('./types.js').Language} language */
  async function changeLanguage(language) {
    words = await Copy.load(language);
    current = build();
    chooseLanguage(language);
    paint();
    /** @type {HTMLElement | null} */ (document.querySelector(`[data-language=${language}]`))?.focus();
  }
}
