"use strict";
// Days are counted from 1970 on, in UTC, as in the tables.

const DAY = 86400000;
const iso = (day) => (day === null ? "" : new Date(day * DAY).toISOString().slice(0, 10));
const dayOf = (text) => (text ? Math.round(Date.parse(text) / DAY) : null);

const STARTS = {
  day: (day) => day,
  week: (day) => day - ((((day + 3) % 7) + 7) % 7), // 1970 began on a Thursday; weeks begin on Monday.
  month: (day) => firstOf(day, 1),
  quarter: (day) => firstOf(day, 3),
  year: (day) => firstOf(day, 12),
};

function firstOf(day, months) {
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months) * months, 1) / DAY;
}

/** The first day of the period after the one that starts on `start`. */
function next(every, start) {
  const longest = { day: 1, week: 7, month: 31, quarter: 92, year: 366 }[every];
  return STARTS[every](start + longest);
}

/** A period length of which `days` hold neither too few nor too many. */
function fitting(days) {
  return days <= 62 ? "day" : days <= 420 ? "week" : days <= 366 * 12 ? "month" : days <= 366 * 30 ? "quarter" : "year";
}

const periodName = (every, start) =>
  ({ day: iso(start), week: `week of ${iso(start)}`, month: iso(start).slice(0, 7), year: iso(start).slice(0, 4) })[every] ??
  `${iso(start).slice(0, 4)} Q${Math.floor(new Date(start * DAY).getUTCMonth() / 3) + 1}`;
