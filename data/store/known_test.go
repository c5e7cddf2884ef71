package store

import (
	"runtime"
	"testing"

	"pgregory.net/rapid"
)

// The table answers as a map does, also where all keys want the same place.
func TestKnownKeysAreHeldAsInAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table keyTable
		want := map[keyHash]knownKey{}
		hash := rapid.Custom(func(t *rapid.T) keyHash {
			return keyHash{rapid.Uint64Range(0, 30).Draw(t, "low") << rapid.SampledFrom([]int{0, 40}).Draw(t, "shift"), rapid.Uint64Range(0, 3).Draw(t, "high")}
		})
		for id := range rapid.Int64Range(1, 400).Draw(t, "keys") {
			h := hash.Draw(t, "key")
			v := table.find(h)
			if held, ok := want[h]; (v != nil) != ok || ok && *v != held {
				t.Fatalf("%v is %v and should be %v, %v", h, v, held, ok)
			}
			value := knownKey{id: id + 1, sum: [16]byte{byte(id)}}
			if at := table.place(h); *at != want[h] {
				t.Fatalf("the place of %v holds %v and should hold %v", h, *at, want[h])
			} else {
				*at = value
			}
			want[h] = value
		}
	})
}

func TestAMillionKnownKeysTakeFiftyMegabytes(t *testing.T) {
	var before, after runtime.MemStats
	var table keyTable
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range uint64(1_000_000) {
		table.place(keyHash{i * 0x9e3779b97f4a7c15, i}).id = int64(i + 1)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if held := after.HeapAlloc - before.HeapAlloc; held > 50<<20 {
		t.Errorf("a million keys take %d bytes", held)
	}
	for i := range uint64(1_000_000) {
		if v := table.find(keyHash{i * 0x9e3779b97f4a7c15, i}); v == nil || v.id != int64(i+1) {
			t.Fatalf("key %d is %v", i, v)
		}
	}
}
