/** What the feed tells of each kind of activity. */

/** @typedef {import('../types.js').Activity} Activity */
/** @typedef {import('./context.js').Context} Context */

/**
 * @typedef {object} Told
 * @property {string} icon
 * @property {string} kind what it was, in a word
 * @property {string} [title] what it was about; the kind stands for it where there is nothing more to say
 * @property {string} [more] a line below the title
 * @property {number} [count] negative in a correction; a nil report has none
 * @property {string} unit of the count
 */

/** @type {Record<string, (context: Context, activity: Activity) => Told>} */
const KINDS = {
  'citizen-assisted': ({ copy, campaign }, { service, citizens }) => ({
    icon: 'citizens',
    kind: copy.text('feed.t.ast'),
    title: campaign.serviceName(service, copy.language),
    count: citizens,
    unit: 'unit.count',
  }),
  'class-held': ({ copy, campaign }, { topic, learners }) => ({
    icon: 'classes',
    kind: copy.text('feed.t.cls'),
    title: campaign.topicName(topic, copy.language),
    count: learners,
    unit: 'unit.count',
  }),
  'volunteer-registered': ({ copy, campaign }, { team, retracted }) => ({
    icon: 'volunteers',
    kind: copy.text('feed.t.vol.new'),
    more: campaign.teamName(team, copy.language),
    count: retracted ? -1 : 1,
    unit: 'unit.person',
  }),
  'nil-reported': ({ copy, format }, { time }) => ({
    icon: 'nil',
    kind: copy.text('feed.t.nil'),
    more: copy.text('feed.nil.day', { date: format.date(new Date(time)) }),
    unit: 'unit.count',
  }),
};

/**
 * @param {Context} context
 * @param {Activity} activity
 * @returns {Told} of a kind that this page does not know yet, its code
 */
export function tell(context, activity) {
  const kind = KINDS[activity.type];
  return kind ? kind(context, activity) : { icon: 'assists', kind: activity.type, unit: 'unit.count' };
}
