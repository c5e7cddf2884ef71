package rules

import "redflag/data"

// Outcome is what a Set says of one Facts. It is reused from one Judge to the
// next by one goroutine; a caller that keeps findings clones the slices.
type Outcome struct {
	Findings []data.Finding
	Near     []data.NearMiss
}
