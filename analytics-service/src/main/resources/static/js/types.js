/**
 * The shapes that come over the wire, written down once for every module.
 *
 * @typedef {{vi: string, en: string}} Name
 * @typedef {'vi' | 'en'} Language
 * @typedef {'volunteers' | 'classes' | 'learners' | 'assists' | 'citizens'} Measure
 * @typedef {Record<Measure, number>} Figures
 *
 * @typedef {object} RowFields
 * @property {string} unit code of the administrative unit
 * @property {string} [validFrom] the unit's first day: codes are used again; none in a total
 * @property {number} v grows with every change of the row, within one generation
 * @property {Figures} today
 * @typedef {Figures & RowFields} Row cumulative figures of a unit, and those of today
 *
 * @typedef {object} Activity
 * @property {string} id
 * @property {'volunteer-registered' | 'class-held' | 'citizen-assisted' | 'nil-reported'} type
 * @property {string} unit
 * @property {string} [validFrom] the unit's first day
 * @property {string} [team]
 * @property {string} [topic] of a class
 * @property {string} [service] of an assist
 * @property {string} [outcome] of an assist
 * @property {number} [learners] of a class; negative in a correction
 * @property {number} [citizens] of an assist; negative in a correction
 * @property {string} time when it happened; of a nil report, when its day began
 * @property {string} [recordedTime] when it was received
 * @property {boolean} [retracted] whether it takes back an activity of that time
 *
 * @typedef {object} Snapshot
 * @property {number} generation
 * @property {string} at
 * @property {string} day the local day that "today" means, yyyy-mm-dd
 * @property {Row} total
 * @property {Row[]} rows
 * @property {Activity[]} activities newest first
 *
 * @typedef {object} Change only what moved, in absolute values
 * @property {number} generation
 * @property {string} at
 * @property {string} day
 * @property {Row} [total]
 * @property {Row[]} rows
 * @property {Activity[]} activities
 *
 * @typedef {{at: string, day: string}} Heartbeat
 *
 * @typedef {'volunteers' | 'classes' | 'learners' | 'citizens'} HeadlineMeasure
 * @typedef {Record<HeadlineMeasure, number[]>} Series
 *
 * @typedef {'over' | 'met' | 'on' | 'risk' | 'behind' | 'early' | 'ended'} Status
 *
 * @typedef {object} Pace how far a target is; all of it is reckoned by the server, nothing is rounded or capped
 * @property {number} target
 * @property {number} actual
 * @property {number} reached actual ÷ target
 * @property {number} expected what of the target is planned until now, from 0 to 1
 * @property {number} [ratio] actual ÷ what is planned until now
 * @property {Status} status
 * @property {number} [needed] more a day that would reach the target
 * @property {number} [running] a day in the last seven full days
 * @property {string} [metOn] the day on which the target was reached
 *
 * @typedef {object} Overview what moves slowly: it comes after a snapshot, and again every few seconds while figures move
 * @property {number} generation
 * @property {string} day the local day that "today" means
 * @property {string} at
 * @property {string} until local time of day, HH:mm, up to which yesterday is compared with today
 * @property {Figures} yesterday what yesterday had until then
 * @property {{first: string, measures: Series, late: Series}} days one number a day, from the campaign's first day to today; `late` is
 *   what of it was received on a later day, less what was taken back later: it may be negative, and is 0 by the day of receipt
 * @property {Quality} quality what of all these days was received later
 * @property {{today: Series, yesterday: Series}} hours 24 numbers each, all of yesterday's
 * @property {{service: string, citizens: number, assists: number, today: {citizens: number, assists: number}}[]} services
 *   all of the campaign's, in the order of the catalogue; they add up to the total
 * @property {{copies: number, rejected: number}} [uncounted] records that were sent and not counted; only of the whole, a minute old at most
 * @property {Record<string, Pace>} goals of the scope, by the code of the target; none where it has no such target
 * @property {OverviewRow[]} rows of the units below
 *
 * @typedef {Record<'d1' | 'd2' | 'd4', Record<HeadlineMeasure, number>>} Quality by how much later: one day, two or three, more; the sums
 *   of `days.late`
 *
 * @typedef {{snapshot: Snapshot, overview: Overview}} Screen what a stream begins with, in one answer
 *
 * @typedef {object} OverviewRow
 * @property {string} unit
 * @property {string} [validFrom]
 * @property {Record<string, Pace>} goals those that the unit has
 * @property {number[]} pulse reports received in each of 12 half hours, the last has begun
 * @property {string} [heard] when its last report was received; none if it was never heard
 *
 * @typedef {object} Unit
 * @property {string} code
 * @property {string} name full name, e.g. "Phường Phú Cường"
 * @property {string} kind
 * @property {string} [parent]
 * @property {string} [validFrom]
 * @property {string} [validTo] the first day on which it is no more
 * @property {{number: number, year: number, derived: boolean, source: string}} [residents] how many people live there, by which census
 *
 * @typedef {object} Phase
 * @property {string} code
 * @property {Name} name
 * @property {string} [from] first day; none while the operator has not set it
 * @property {string} [to] last day
 *
 * @typedef {object} Target
 * @property {string} code
 * @property {Name} name
 * @property {string} [phase] in which it counts; none for the whole campaign
 * @property {string} measure
 * @property {Record<string, string>} where
 * @property {number} value
 * @property {Record<string, number>} units what of it falls to a unit
 * @property {string} [source] where it was published; none if the operator has set it
 *
 * @typedef {object} Plan
 * @property {string} from first day
 * @property {string} to last day
 * @property {number[]} shares what of a target is planned for each day; they add up to 1
 *
 * @typedef {object} CampaignData
 * @property {string} code
 * @property {Name} name
 * @property {string} timeZone
 * @property {{from: string, to: string}} activeHours local times of day between which things are done
 * @property {string} starts first day
 * @property {string} ends last day
 * @property {Phase[]} phases
 * @property {Target[]} targets
 * @property {Record<string, Plan>} plans by the code of the target; none where its phase has no dates
 * @property {{code: string, name: Name}[]} teams
 * @property {{code: string, name: Name}[]} topics
 * @property {{code: string, name: Name}[]} services
 * @property {Unit[]} units as they stand today
 * @property {Unit[]} formerUnits those that have ended
 * @property {{missing: string[]}} [map] of the districts, and which it does not draw; none if there is none
 * @property {{now: string, start?: string, rate: number, demo: boolean}} clock
 *
 * @typedef {'connecting' | 'live' | 'again' | 'lost' | 'polling' | 'past'} Connection
 */
export {};
