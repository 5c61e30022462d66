import { h, icon, spoken } from '../dom.js';
import { tell } from './feed-kinds.js';

/** @typedef {import('../types.js').Activity} Activity */

/**
 * One activity: when it was received, what, where, how many. Never a person.
 * @param {import('./context.js').Context} context
 * @param {Activity} activity
 */
export function feedRow(context, activity) {
  const { copy, format, campaign } = context;
  const done = new Date(activity.time);
  const received = new Date(activity.recordedTime ?? activity.time);
  const late = format.daysBetween(done, received);
  const told = tell(context, activity);
  const correction = activity.retracted === true;
  const tags = [
    ...(correction ? [copy.text('feed.t.fix')] : []),
    ...(late > 0 ? [copy.text('feed.late', { n: format.count(late) })] : []),
  ];
  return h('li', {},
    h('time', { datetime: received.toISOString() }, format.time(received)),
    h('span', { class: 'feed-icon' }, icon(correction ? 'correction' : told.icon)),
    h('p', { class: 'feed-what' },
      h('b', {}, !correction && told.title && spoken(`${told.kind}: `), told.title || told.kind),
      told.more && h('small', {}, told.more),
      h('small', { lang: 'vi' }, ...place(campaign, campaign.key(activity))),
      tags.length > 0 && h('small', {}, ...tags.map((tag) => h('span', { class: 'tag' }, tag)))),
    told.count !== undefined && h('p', { class: 'feed-count' },
      format.signed(told.count), h('small', {}, ' ', copy.unit(told.unit, told.count))));
}

/**
 * "P. Bình Hòa, Thuận An" to the eye, full words to the ear.
 * @param {import('../campaign.js').Campaign} campaign
 * @param {string} key of a unit
 */
export function place(campaign, key) {
  const chain = [key];
  const parent = campaign.parent(key);
  if (parent && campaign.parent(parent)) chain.push(parent);
  return [
    h('span', { 'aria-hidden': 'true' }, chain.map((unit) => campaign.shortName(unit)).join(', ')),
    spoken(chain.map((unit) => campaign.fullName(unit)).join(', ')),
  ];
}
