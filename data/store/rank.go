package store

import "redflag/data"

// rank puts a row's place in the queue into one number that sorts as level, then
// score, then day: 16 bits of level, 16 of score, 32 of day, where 0 is a day
// that is not known.
func rank(l data.Level, score int, d data.Date) int64 {
	return int64(l)<<48 | int64(min(max(score, 0), 0xffff))<<32 | dayBits(d)
}

func dayBits(d data.Date) int64 {
	if d.State() != data.Known {
		return 0
	}
	return int64(d.First()) + 1<<31
}

func lastDayBits(d data.Date) int64 { return int64(d.Last()) + 1<<31 }

// dayOf is the day of a rank, as dayBits has it.
func dayOf(rank int64) int64 { return rank & (1<<32 - 1) }
