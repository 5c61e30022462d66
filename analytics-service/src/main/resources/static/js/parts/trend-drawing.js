import { axes, labelWidth, scale } from '../charts.js';

/** @typedef {import('../charts.js').Canvas} Canvas */
/** @typedef {import('./trend-days.js').TrendDays} TrendDays */

const RIGHT = 1.125;
/** Above the bars, room for the word of today. */
const TOP = 1.4375;
/** Where the days to come are this wide, in rem, the line of the reorganisation has its words beside it. */
const ROOMY = 34;

/** @param {TrendDays} days @param {boolean} cumulative */
export function most(days, cumulative) {
  return cumulative
    ? Math.max(days.total, days.target ?? 0, ...days.beside?.sums ?? [])
    : Math.max(0, ...days.amounts, ...days.plan, ...(days.beside?.means ?? []).map(Number));
}

/**
 * How far the days lie from the edges, in rem: the strip of phases above has the same.
 * @param {import('./context.js').Context} context @param {TrendDays} days @param {boolean} cumulative
 */
export function insets({ format }, days, cumulative) {
  return { left: labelWidth(format.count(scale(most(days, cumulative), 4).max)), right: RIGHT };
}

/**
 * Bars of each day, what was reported later on top, the mean of seven, and the plan in steps.
 * @param {import('./context.js').Context} context @param {TrendDays} days @param {Canvas} canvas
 */
export function dailyOption(context, days, canvas) {
  const { color, rem } = canvas;
  /** Parts of a day's bar, from the axis up. */
  const late = days.lateParts;
  const stacks = [
    { amounts: days.amounts.map((amount, i) => amount - late[i]), color: 'data', today: 'brand' },
    ...(days.split ? [{ amounts: late, color: 'data-late', today: 'data-late' }] : []),
  ];
  return {
    ...frame(context, days, canvas, false),
    series: [
      ...stacks.map((part) => ({
        type: 'bar',
        stack: 'day',
        silent: true,
        emphasis: { disabled: true },
        barCategoryGap: '18%',
        itemStyle: { color: color(part.color) },
        data: part.amounts.map((value, i) => (i === days.today ? { value, itemStyle: { color: color(part.today) } } : value)),
      })),
      landmarks(context, days, canvas, false, context.format.signed(days.amounts[days.today] ?? 0)),
      {
        ...planLine(canvas),
        step: 'end',
        data: days.plan.length ? [...days.plan, days.plan[days.count - 1]].map((value, i) => [i, value]) : [],
      },
      ...(days.beside ? [{ ...line, data: days.beside.means, z: 3, lineStyle: thin(canvas) }] : []),
      { ...line, data: days.means, z: 4, lineStyle: { color: color('surface'), width: rem(0.3125) } },
      { ...line, data: days.means, z: 5, lineStyle: { color: color('ink'), width: rem(0.140625) } },
    ],
  };
}

/**
 * The sum until each day, against the plan and the target.
 * @param {import('./context.js').Context} context @param {TrendDays} days @param {Canvas} canvas
 */
export function cumulativeOption(context, days, canvas) {
  const { color, rem } = canvas;
  const { copy, format } = context;
  const last = days.amounts.length - 1;
  const target = {
    silent: true,
    symbol: 'none',
    lineStyle: { color: color('ink2'), type: 'dotted', width: rem(0.125) },
    label: {
      formatter: `${copy.text('trend.target')} ${format.count(days.target ?? 0)}`,
      position: isEarly(days) ? 'insideMiddleBottom' : 'insideStartBottom',
      color: color('ink2'),
      fontSize: rem(0.75),
      padding: [rem(0.125), 0, 0, 0],
    },
    data: [{ yAxis: days.target }],
  };
  return {
    ...frame(context, days, canvas, true),
    series: [
      {
        ...line,
        z: 4,
        symbol: 'circle',
        symbolSize: rem(0.5),
        showAllSymbol: true,
        itemStyle: { color: color('brand') },
        lineStyle: { color: color('data'), width: rem(0.1875) },
        areaStyle: { color: color('data'), opacity: 0.14 },
        data: days.sums.map((value, i) => (i === last ? value : { value, symbol: 'none' })),
        ...(days.target ? { markLine: target } : {}),
      },
      ...(days.beside ? [{ ...line, data: days.beside.sums, z: 3, lineStyle: thin(canvas) }] : []),
      landmarks(context, days, canvas, true, format.count(days.total)),
      { ...planLine(canvas), data: days.plan.length ? [0, ...days.planSums].map((value, i) => [i, value]) : [] },
    ],
  };
}

const line = { type: 'line', silent: true, emphasis: { disabled: true }, symbol: 'none', smooth: 0.15 };

/** Of what is there for comparison. @param {Canvas} canvas */
function thin({ color, rem }) {
  return { color: color('ink3'), width: rem(0.0625) };
}

/** @param {Canvas} canvas */
function planLine({ color, rem }) {
  return {
    type: 'line',
    xAxisIndex: 1,
    silent: true,
    symbol: 'none',
    z: 3,
    lineStyle: { color: color('ink3'), type: [rem(0.3125), rem(0.25)], width: rem(0.109375) },
  };
}

/**
 * Days along the bottom; on a second axis, which is not seen, the edges between them: day 0 begins at 0.
 * @param {import('./context.js').Context} context @param {TrendDays} days @param {Canvas} canvas @param {boolean} cumulative
 */
function frame(context, days, canvas, cumulative) {
  const { format } = context;
  const { color, rem } = canvas;
  const { category, value } = axes(canvas);
  const { left, right } = insets(context, days, cumulative);
  const labelled = labelledDays(days, (canvas.width - rem(left + right)) / rem(1), format.day(days.day(0)).length);
  return {
    grid: { left: rem(left), right: rem(right), top: rem(TOP), bottom: rem(1.5) },
    xAxis: [
      {
        ...category,
        data: Array.from({ length: days.count }, (_, i) => format.day(days.day(i))),
        axisTick: {
          show: true,
          interval: (/** @type {number} */ i) => isFirstOfMonth(days.day(i)),
          length: rem(0.3125),
          lineStyle: { color: color('control'), width: rem(0.0625) },
        },
        axisLabel: { ...category.axisLabel, interval: (/** @type {number} */ i) => labelled.has(i) },
      },
      { type: 'value', min: 0, max: days.count, show: false, axisPointer: { show: false } },
    ],
    yAxis: {
      ...value,
      ...scale(most(days, cumulative), 4),
      axisLabel: { ...value.axisLabel, formatter: (/** @type {number} */ n) => format.count(n) },
    },
  };
}

/**
 * What lies between days: today, the days that may still rise, the reorganisation.
 * @param {import('./context.js').Context} context @param {TrendDays} days @param {Canvas} canvas @param {boolean} cumulative
 * @param {string} value of today
 */
function landmarks({ copy, format, period }, days, canvas, cumulative, value) {
  const { color, rem } = canvas;
  const today = {
    xAxis: days.today + 1,
    lineStyle: { color: color('ink'), type: 'solid', width: rem(0.078125) },
    label: {
      formatter: `${copy.text('trend.today')} ${value}`,
      position: 'end',
      distance: rem(0.3125),
      align: isEarly(days) ? 'left' : 'right',
      color: color('ink'),
      fontSize: rem(0.78125),
      fontWeight: 600,
    },
  };
  const at = days.reorganised ? days.index(days.reorganised) : -1;
  const reorganisation = {
    xAxis: at,
    lineStyle: { color: color('control'), type: 'dotted', width: rem(0.09375) },
    label: {
      show: !cumulative && isRoomy(days, canvas.width / rem(1)),
      formatter: days.reorganised ? onTwoLines(copy.text('trend.reorganised', { date: format.day(days.reorganised) })) : '',
      position: 'end',
      distance: 0,
      align: 'left',
      verticalAlign: 'top',
      padding: [rem(0.125), 0, 0, rem(0.4375)],
      lineHeight: rem(1),
      color: color('ink2'),
      fontSize: rem(0.75),
    },
  };
  const shade = { color: color('none-bg'), borderWidth: 0 };
  return {
    type: 'line',
    xAxisIndex: 1,
    silent: true,
    symbol: 'none',
    z: 1,
    lineStyle: { opacity: 0 },
    data: [[0, 0]],
    markLine: {
      silent: true,
      symbol: 'none',
      data: [...(days.running ? [today] : []), ...(days.reorganised ? [reorganisation] : [])],
    },
    markArea: {
      silent: true,
      itemStyle: {
        color: color('risk-bg'),
        borderColor: color('risk-fg'),
        borderWidth: rem(0.046875),
        borderType: [rem(0.1875), rem(0.1875)],
      },
      data: [
        ...(period.from && period.to ? [[{ xAxis: Math.max(0, days.index(period.from)), itemStyle: shade }, { xAxis: Math.min(days.count, days.index(period.to) + 1) }]] : []),
        ...(days.rising ? [[{ xAxis: days.incomplete }, { xAxis: days.today + 1 }]] : []),
      ],
    },
  };
}

/** Whether the reorganisation has its words on the chart of the days: they stand on days to come. @param {TrendDays} days @param {number} width in rem */
export function isRoomy(days, width) {
  return days.reorganised !== undefined && days.today < days.index(days.reorganised) && width >= ROOMY;
}

/** Whether words find room to the right of today, and none to the left. @param {TrendDays} days */
function isEarly(days) {
  return days.today < days.count * 0.4;
}

/** @param {string} text broken at the space nearest to its middle */
function onTwoLines(text) {
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const [middle] = spaces.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2));
  return middle === undefined ? text : `${text.slice(0, middle)}\n${text.slice(middle + 1)}`;
}

/** @param {string} day */
function isFirstOfMonth(day) {
  return day.endsWith('-01');
}

/**
 * First days of months, and those at the ends, as far as their names find room.
 * @param {TrendDays} days @param {number} width in rem @param {number} letters of a name
 */
function labelledDays(days, width, letters) {
  const apart = ((1 + 0.4375 * letters) / width) * days.count;
  const wanted = Array.from({ length: days.count }, (_, i) => i)
    .filter((i) => i === 0 || i === days.count - 1 || isFirstOfMonth(days.day(i)));
  /** @type {Set<number>} */
  const labelled = new Set();
  let last = -Infinity;
  for (const i of wanted) {
    if (i - last < apart) continue;
    labelled.add(i);
    last = i;
  }
  return labelled;
}
