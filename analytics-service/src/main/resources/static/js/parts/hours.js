import { axes, labelWidth, scale } from '../charts.js';
import { h, setText } from '../dom.js';
import { headlineOf } from '../measures.js';
import { chartAndTable } from './chart-and-table.js';
import { legend, numberTable, tip } from './chart-words.js';
import { emptyState } from './empty.js';

/** The hours that are always shown, the last included. */
const FROM = 6;
const TO = 21;
/** Room for half a word beside the last bar, in rem. */
const RIGHT = 0.75;

/**
 * "Hôm nay theo giờ": what each hour of today brought, beside yesterday's. The sentence compares equal times.
 * @param {import('./context.js').Context} context
 * @returns {import('./context.js').Part}
 */
export function hours(context) {
  const { copy, format, measure, period } = context;
  const { unit } = headlineOf(measure);
  /** @type {import('../types.js').Overview | null} */
  let overview = null;
  /** @type {{hour: number, today: number | null, yesterday: number}[]} */
  let shown = [];
  let current = 0;

  const sentence = h('p');
  const place = chartAndTable(context, 'hours', {
    option: (canvas) => (overview ? option(canvas) : null),
    description: () => sentence.textContent ?? '',
    table: () => numberTable(copy.text('hour.title'),
      [copy.text('hour.hour'), copy.text('hour.today'), copy.text('hour.yday')],
      shown.map(({ hour, today, yesterday }) =>
        [clock(hour), today === null ? '–' : format.count(today), format.count(yesterday)])),
    last: () => shown.map(({ today }) => today !== null).lastIndexOf(true),
    says: (index) => {
      const { hour, today, yesterday } = shown[index];
      return `${clock(hour)}: ${counted(today ?? 0)}. ${copy.text('hour.yday')} ${format.count(yesterday)}`;
    },
    tip: (index) => hourTip(shown[index]),
  });
  const empty = emptyState(copy, 'state.emptytoday');
  const marks = h('ul', { class: 'marks' }, ...legend([
    { mark: 'bar', text: copy.text('hour.today') },
    { mark: 'hatched', text: copy.text('hour.partial') },
    { mark: 'tick', text: copy.text('hour.yday') },
  ]));
  const body = h('div', { class: 'chart-body' }, place.element, h('footer', { class: 'chart-foot' }, marks, place.button));
  const element = h('section', { class: 'card hours-card', 'aria-labelledby': 'hours' },
    h('header', {}, h('h2', { id: 'hours' }, copy.text('hour.title')), sentence),
    body, empty);

  return {
    element,
    update(board) {
      if (board.overview) compare(board.overview, period.holds(board.day) ? board.total.today[measure] : ofAllHours(board.overview));
      if (board.overview === overview) return;
      overview = board.overview;
      if (overview) take(overview);
      const none = overview !== null && shown.every(({ today, yesterday }) => !today && !yesterday);
      empty.hidden = !none;
      body.hidden = none;
      place.update();
    },
  };

  /** Today, where the total is of other days. @param {import('../types.js').Overview} known */
  function ofAllHours({ hours: { today } }) {
    return today[measure].reduce((sum, amount) => sum + amount, 0);
  }

  /** @param {import('../types.js').Overview} known @param {number} today */
  function compare({ until, yesterday }, today) {
    setText(sentence, copy.text('hour.sum', {
      a: format.count(today),
      unit: copy.unit(unit, today),
      time: until,
      b: format.count(yesterday[measure]),
    }));
  }

  /** @param {import('../types.js').Overview} known */
  function take({ until, hours: { today, yesterday } }) {
    current = Number(until.slice(0, 2));
    const [ofToday, ofYesterday] = [today[measure], yesterday[measure]];
    const used = ofToday.flatMap((n, hour) => (n || ofYesterday[hour] ? hour : []));
    const from = Math.min(FROM, ...used);
    const to = Math.max(TO, ...used);
    shown = Array.from({ length: to - from + 1 }, (_, i) => from + i).map((hour) => ({
      hour,
      today: hour <= current || ofToday[hour] ? ofToday[hour] : null,
      yesterday: ofYesterday[hour],
    }));
  }

  /** @param {import('../charts.js').Canvas} canvas */
  function option(canvas) {
    const { color, rem, width } = canvas;
    const { category, value } = axes(canvas);
    const range = scale(Math.max(...shown.map(({ today, yesterday }) => Math.max(today ?? 0, yesterday))), 3);
    const left = labelWidth(format.count(range.max));
    const band = (width - rem(left + RIGHT)) / shown.length;
    const hatched = {
      color: color('brand'),
      decal: {
        symbol: 'rect',
        color: color('surface'),
        dashArrayX: [1, 0],
        dashArrayY: [rem(0.125), rem(0.25)],
        rotation: -Math.PI / 4,
      },
    };
    return {
      grid: { left: rem(left), right: rem(RIGHT), top: rem(0.5), bottom: rem(1.5) },
      xAxis: {
        ...category,
        data: shown.map(({ hour }) => clock(hour)),
        axisLabel: { ...category.axisLabel, interval: (/** @type {number} */ i) => shown[i].hour % 3 === 0 },
      },
      yAxis: { ...value, ...range, axisLabel: { ...value.axisLabel, formatter: (/** @type {number} */ n) => format.count(n) } },
      series: [
        {
          type: 'bar',
          silent: true,
          emphasis: { disabled: true },
          barWidth: '62%',
          itemStyle: { color: color('data'), borderRadius: [rem(0.125), rem(0.125), 0, 0] },
          data: shown.map(({ hour, today }) => (hour === current && today !== null ? { value: today, itemStyle: hatched } : today)),
        },
        {
          type: 'scatter',
          silent: true,
          emphasis: { disabled: true },
          z: 5,
          symbol: 'rect',
          symbolSize: [band * 0.84, rem(0.1875)],
          itemStyle: { color: color('ink'), opacity: 1 },
          data: shown.map(({ yesterday }) => yesterday || null),
        },
      ],
    };
  }

  /** @param {{hour: number, today: number | null, yesterday: number}} of */
  function hourTip({ hour, today, yesterday }) {
    return tip(`${clock(hour)} – ${clock(hour + 1)}`, [
      ...(today === null ? [] : [{ text: copy.text('hour.today'), value: counted(today) }]),
      { text: copy.text('hour.yday'), value: format.count(yesterday) },
    ], hour === current ? copy.text('hour.partial') : undefined);
  }

  /** @param {number} n */
  function counted(n) {
    return `${format.count(n)} ${copy.unit(unit, n)}`;
  }

  /** @param {number} hour */
  function clock(hour) {
    return copy.text('hour.clock', { h: String(hour) });
  }
}
