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
 * @typedef {object} Unit
 * @property {string} code
 * @property {string} name full name, e.g. "Phường Phú Cường"
 * @property {string} kind
 * @property {string} [parent]
 * @property {string} [validFrom]
 * @property {string} [validTo] the first day on which it is no more
 *
 * @typedef {object} CampaignData
 * @property {string} code
 * @property {Name} name
 * @property {string} timeZone
 * @property {string} starts
 * @property {{code: string, name: Name}[]} teams
 * @property {{code: string, name: Name}[]} topics
 * @property {{code: string, name: Name}[]} services
 * @property {Unit[]} units as they stand today
 * @property {Unit[]} formerUnits those that have ended
 * @property {{now: string, start?: string, rate: number, demo: boolean}} clock
 *
 * @typedef {'connecting' | 'live' | 'again' | 'lost'} Connection
 */
export {};
