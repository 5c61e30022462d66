import { h, icon, setText } from './dom.js';
import { followProvince } from './province.js';
import { activityCard } from './parts/activity-card.js';
import { announcer } from './parts/announcer.js';
import { areaTable } from './parts/area-table.js';
import { businessClock } from './parts/business-clock.js';
import { connectionPill } from './parts/connection-pill.js';
import { doors } from './parts/door.js';
import { feed } from './parts/feed.js';
import { footer } from './parts/footer.js';
import { freshness } from './parts/freshness.js';
import { headline } from './parts/headline.js';
import { hours } from './parts/hours.js';
import { hasMap, mapCard } from './parts/map-card.js';
import { hasNavigator, hasProvince, mapNavigator } from './parts/navigator.js';
import { pastBanner } from './parts/past-banner.js';
import { quality } from './parts/quality.js';
import { scenes } from './parts/scenes.js';
import { scopeBar } from './parts/scope-bar.js';
import { services } from './parts/services.js';
import { tabs } from './parts/tabs.js';
import { tools } from './parts/tools.js';
import { trend } from './parts/trend.js';

const SLOW_AFTER = 8000;
const OLD_AFTER = 5 * 60_000;

/**
 * The whole page in one language. Changing the language builds a new one; the figures live elsewhere.
 *
 * @param {import('./parts/context.js').Context} given
 * @param {Parameters<typeof tools>[1] & {measure: (measure: import('./types.js').HeadlineMeasure) => void, clock: (clock: import('./figures-clock.js').FiguresClock) => void, moment: (moment: string) => void, period: (asked: string) => void}} on what the switches do
 * @param {boolean} paused
 */
export function page(given, on, paused) {
  const lists = doors(given);
  const { context } = lists;
  const { copy, campaign, scope, time } = context;
  const below = campaign.children(scope).length > 0;
  const latest = feed(context);
  const heard = below ? freshness(context) : undefined;
  /** @type {import('./parts/context.js').Part[]} */
  const parts = [
    headline(context, on.measure),
    ...(hasMap(context) ? [mapCard(context)] : hasNavigator(context) ? [mapNavigator(context)] : []),
    ...(below ? [areaTable(context)] : context.open ? [activityCard(context)] : []),
    latest,
    trend(context),
    hours(context),
    ...(heard ? [heard] : []),
    services(context),
    quality(context),
  ];
  const clock = businessClock(context);
  const pill = connectionPill(context);
  const says = announcer(context);
  const bar = scopeBar(context, on);
  const foot = footer(context);
  const offline = h('aside', { class: 'offline-banner', role: 'status', hidden: true });

  const switches = tools(context, on, paused);
  const top = h('header', { class: 'header' },
    h('div', { class: 'masthead' },
      h('img', { src: String(new URL('../img/mark.svg', import.meta.url)), alt: '', class: 'mark', width: '40', height: '40' }),
      h('div', { class: 'title' },
        h('h1', {}, campaign.data.name[copy.language] ?? copy.text('app.title')),
        h('p', {}, h('span', { lang: 'vi' }, campaign.fullName(scope)), h('span', { class: 'wide' }, ` · ${ofWhat()}`))),
      pill.element),
    h('div', { class: 'controls' }, clock.element, switches.element));
  const main = h('main', { id: 'main', tabindex: '-1' },
    bar.element, ...parts.map(({ element }) => element));
  const tv = scenes(context, main);
  const loading = h('p', { class: 'loading' }, copy.text('state.loading'));
  main.classList.add('waiting');
  main.append(loading);
  setTimeout(() => setText(loading, copy.text('state.slow')), SLOW_AFTER);

  document.documentElement.lang = copy.language;
  document.title = `${copy.text('app.title')} · ${campaign.fullName(scope)}`;
  document.body.replaceChildren(
    h('a', { class: 'skip', href: '#main' }, copy.text('app.skip')),
    ...(time.demo ? [h('aside', { class: 'demo' }, icon('warning'), copy.text('app.demo'))] : []),
    ...(context.moment ? [pastBanner(context, () => on.moment(''))] : []),
    offline, top, main, ...(tv.element ? [tv.element] : []), foot.element, tabs(context, main), says.element);
  const forgetProvince = hasProvince(context) ? followProvince(context, (board) => {
    for (const part of parts) part.refer?.(board);
  }) : undefined;
  lists.follow();

  /** @type {Date | null} until when the figures are good; null where their age is meant */
  let goodUntil = null;

  return {
    /** @param {import('./parts/context.js').FilledBoard} board */
    show(board) {
      main.classList.remove('waiting');
      loading.remove();
      main.classList.toggle('without-today', !context.period.holds(board.day));
      for (const part of parts) part.update(board);
      tv.update(board);
      bar.update(board);
      says.update(board);
      lists.update(board);
    },
    /**
     * @param {import('./types.js').Connection} connection
     * @param {Date | null} asOf
     * @param {number | null} held
     */
    showConnection(connection, asOf, held) {
      pill.show(connection, asOf, held);
      says.connection(copy.text(connection === 'live' ? 'conn.live' : 'conn.again'));
      goodUntil = connection === 'past' ? null : asOf;
      showAge();
      main.classList.toggle('stale', connection === 'lost');
      offline.hidden = navigator.onLine || !asOf;
      if (asOf) setText(offline, copy.text('state.offline', { time: context.format.exactTime(asOf) }));
      if (asOf) foot.show(asOf);
    },
    tick() {
      clock.tick();
      showAge();
      pill.delay(context.delays.percentiles()?.p50);
      heard?.tick();
    },
    turn: latest.turn,
    leave() {
      forgetProvince?.();
      tv.leave();
      lists.leave();
      switches.leave();
      for (const part of parts) part.leave?.();
    },
  };

  /** Of which days, where that is not said elsewhere. */
  function ofWhat() {
    const { period, format } = context;
    if (period.from) return period.words(copy, format);
    if (!document.documentElement.classList.contains('tv')) return copy.text('app.live');
    return copy.text('bar.period.all', { d1: format.day(campaign.data.starts), d2: format.day(campaign.data.ends) }).toLowerCase();
  }

  function showAge() {
    const old = goodUntil !== null && time.now().getTime() - goodUntil.getTime() > OLD_AFTER * time.rate;
    for (const part of parts) part.age?.(old ? goodUntil : null);
  }
}
