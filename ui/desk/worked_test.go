//go:build !linux

package desk

import (
	"testing"
	"time"
)

var began = time.Now()

// worked is the time that has passed, where the system does not tell what of it this
// thread has worked.
func worked(testing.TB) time.Duration { return time.Since(began) }
